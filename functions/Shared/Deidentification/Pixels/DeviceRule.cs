using Pipeline.Imaging;
using Pipeline.Registry;

namespace Pipeline.Deidentification;

/// <summary>A device rule ready to be asked. Immutable; safe on any number of threads.</summary>
public sealed class DeviceRule
{
    private readonly Func<DeviceSignature, bool> _matches;

    /// <param name="name">What records call it, e.g. <c>aloka-noblus@1</c>.</param>
    /// <param name="match">Which images it is for.</param>
    /// <param name="treatment">What it says of them.</param>
    /// <param name="trustsRegions">Whether their declared regions may be believed.</param>
    /// <param name="hidden">What to hide.</param>
    /// <exception cref="ArgumentException">A pattern of the match is none.</exception>
    public DeviceRule(string name, DeviceMatch match, DeviceTreatment treatment, bool trustsRegions = false, params IEnumerable<MaskRectangle> hidden)
        : this(name, match, match.Compile(), treatment, trustsRegions, hidden)
    {
    }

    private DeviceRule(string name, DeviceMatch match, Func<DeviceSignature, bool> matches, DeviceTreatment treatment, bool trustsRegions, IEnumerable<MaskRectangle> hidden)
    {
        (Name, Match, Treatment, TrustsRegions, _matches) = (name, match, treatment, trustsRegions, matches);
        Hidden = [.. hidden.Select(rectangle => new PixelRectangle(rectangle.X, rectangle.Y, rectangle.Width, rectangle.Height))];
    }

    /// <summary>What records call it.</summary>
    public string Name { get; }

    /// <summary>Which images it is for.</summary>
    public DeviceMatch Match { get; }

    /// <summary>What it says of them.</summary>
    public DeviceTreatment Treatment { get; }

    /// <summary>Whether their declared regions may be believed.</summary>
    public bool TrustsRegions { get; }

    /// <summary>What to hide, in pixels; clipped to the image.</summary>
    public IReadOnlyList<PixelRectangle> Hidden { get; }

    /// <summary>The rule that a version in the registry is.</summary>
    public static DeviceRule Of(DeviceRuleVersion version)
        => new(version.Name, version.Match, version.Match.Compile(whenNeeded: true), version.Treatment, version.TrustsRegions, version.Hidden);

    /// <summary>The rule that a reviewer's decision is for the images of one study.</summary>
    public static DeviceRule Of(ReviewDecision decision, DeviceSignature signature) => new(
        $"study:{decision.Id}", DeviceMatch.Of(signature), decision.Verdict == ReviewVerdict.Clean ? DeviceTreatment.Clean : DeviceTreatment.Mask, decision.TrustsRegions, decision.Hidden);

    /// <summary>Whether the rule is for such images.</summary>
    public bool Matches(DeviceSignature signature) => Treatment != DeviceTreatment.Retired && _matches(signature);
}
