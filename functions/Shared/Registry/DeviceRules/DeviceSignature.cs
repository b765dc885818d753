using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Registry;

/// <summary>
/// What tells the images of one scanner in one layout from all others: what device rules are matched against, and what a
/// reviewer's word about one sample holds for.
/// </summary>
/// <param name="Manufacturer">(0008,0070), trimmed.</param>
/// <param name="Model">(0008,1090), trimmed.</param>
/// <param name="SoftwareVersions">(0018,1020), values joined by a backslash.</param>
/// <param name="SopClassUid">(0008,0016): a scanner's own image is not a capture of its screen. The media type of a picture file.</param>
/// <param name="IsOriginal">Whether the header shows no sign of derivation or capture (0008,0008).</param>
/// <param name="Rows">(0028,0010).</param>
/// <param name="Columns">(0028,0011).</param>
/// <param name="PhotometricInterpretation">(0028,0004), trimmed.</param>
/// <param name="Regions">The declared ultrasound regions (0018,6011) as one text; empty: none.</param>
/// <param name="PhotographSha256">SHA-256 of a picture file, which no header describes: what is said of it holds for that file alone. None for a DICOM object.</param>
public sealed record DeviceSignature(
    string Manufacturer, string Model, string SoftwareVersions, string SopClassUid, bool IsOriginal, int Rows, int Columns, string PhotometricInterpretation, string Regions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PhotographSha256 = null)
{
    /// <summary>The signature of one picture file.</summary>
    public static DeviceSignature OfPhotograph(string mediaType, string sha256, int rows, int columns)
        => new("", "", "", mediaType, IsOriginal: true, rows, columns, "", "", sha256);

    /// <summary>Whether it is that of a picture file: then no rule for a device can be made of it.</summary>
    [JsonIgnore]
    public bool IsPhotograph => PhotographSha256 is not null;

    /// <summary>SHA-256 of all of it, lower-case hexadecimal: equal for equal signatures only.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, CenterMessages.Json)));
}
