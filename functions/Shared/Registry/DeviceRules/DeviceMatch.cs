using System.Text.RegularExpressions;

namespace Pipeline.Registry;

/// <summary>
/// Which images a device rule is for. What is not stated matches any. Texts are patterns that must match the whole value,
/// letter case ignored; they run in linear time, whatever the header holds.
/// </summary>
public sealed record DeviceMatch
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>Of (0008,0070).</summary>
    public string? Manufacturer { get; init; }

    /// <summary>Of (0008,1090).</summary>
    public string? Model { get; init; }

    /// <summary>Of (0018,1020), values joined by a backslash.</summary>
    public string? SoftwareVersions { get; init; }

    /// <summary>Of (0008,0016).</summary>
    public string? SopClassUid { get; init; }

    /// <summary>Whether the image must, or must not, show a sign of derivation or capture.</summary>
    public bool? IsOriginal { get; init; }

    /// <summary>(0028,0010).</summary>
    public int? Rows { get; init; }

    /// <summary>(0028,0011).</summary>
    public int? Columns { get; init; }

    /// <summary>(0028,0004), exactly.</summary>
    public string? PhotometricInterpretation { get; init; }

    /// <summary>The declared ultrasound regions as <see cref="DeviceSignature.Regions"/>, exactly; empty: none are declared.</summary>
    public string? Regions { get; init; }

    /// <summary>The match of a signature and nothing else, but for the attributes that a reviewer lets differ.</summary>
    public static DeviceMatch Of(DeviceSignature signature, IReadOnlyCollection<DeviceAttribute>? any = null)
    {
        bool Is(DeviceAttribute attribute) => any is null || !any.Contains(attribute);
        return new DeviceMatch
        {
            Manufacturer = Regex.Escape(signature.Manufacturer),
            Model = Regex.Escape(signature.Model),
            SoftwareVersions = Is(DeviceAttribute.SoftwareVersions) ? Regex.Escape(signature.SoftwareVersions) : null,
            SopClassUid = Regex.Escape(signature.SopClassUid),
            IsOriginal = signature.IsOriginal,
            Rows = signature.Rows,
            Columns = signature.Columns,
            PhotometricInterpretation = Is(DeviceAttribute.PhotometricInterpretation) ? signature.PhotometricInterpretation : null,
            Regions = Is(DeviceAttribute.Regions) ? signature.Regions : null,
        };
    }

    /// <summary>A test of signatures, for many of them.</summary>
    /// <param name="whenNeeded">
    /// Makes patterns ready only when an image is of the size that the rule is for: that takes milliseconds, and most rules are for
    /// none of a run's images. For rules that were tried when they were approved.
    /// </param>
    /// <exception cref="ArgumentException">A pattern is none; with <paramref name="whenNeeded"/> the test throws it.</exception>
    public Func<DeviceSignature, bool> Compile(bool whenNeeded = false)
    {
        Lazy<Regex>? manufacturer = Pattern(Manufacturer), model = Pattern(Model), software = Pattern(SoftwareVersions), sopClass = Pattern(SopClassUid);
        if (!whenNeeded)
        {
            foreach (Lazy<Regex>? pattern in new[] { manufacturer, model, software, sopClass })
            {
                _ = pattern?.Value;
            }
        }

        return signature =>
            (Rows is null || Rows == signature.Rows)
            && (Columns is null || Columns == signature.Columns)
            && (IsOriginal is null || IsOriginal == signature.IsOriginal)
            && (PhotometricInterpretation is null || PhotometricInterpretation == signature.PhotometricInterpretation)
            && (Regions is null || Regions == signature.Regions)
            && manufacturer?.Value.IsMatch(signature.Manufacturer) is not false
            && model?.Value.IsMatch(signature.Model) is not false
            && software?.Value.IsMatch(signature.SoftwareVersions) is not false
            && sopClass?.Value.IsMatch(signature.SopClassUid) is not false;
    }

    private static Lazy<Regex>? Pattern(string? text) => text is null ? null : new Lazy<Regex>(() => new Regex($@"\A(?:{text})\z", Options));
}
