namespace Pipeline.Registry;

/// <summary>
/// One version of a device rule: where a scanner burns text in. Never changed: a later version takes its place. The highest
/// version of a rule counts.
/// </summary>
public sealed class DeviceRuleVersion
{
    /// <summary>Random; fixed for the rules that come with the center.</summary>
    public required Guid Id { get; init; }

    /// <summary>The rule, the same for all its versions.</summary>
    public required string Rule { get; init; }

    /// <summary>From 1.</summary>
    public required int Version { get; init; }

    /// <summary>Which images it is for.</summary>
    public required DeviceMatch Match { get; init; }

    /// <summary>What it says of them.</summary>
    public required DeviceTreatment Treatment { get; init; }

    /// <summary>Whether the regions that such an image declares may be believed: everything outside them is hidden, and nothing identifying stands inside.</summary>
    public bool TrustsRegions { get; init; }

    /// <summary>What to hide, inside regions too.</summary>
    public List<MaskRectangle> Hidden { get; init; } = [];

    /// <summary>Where it was published, or what the approver gave as the reason.</summary>
    public required string Why { get; init; }

    /// <summary>Subject of the person who approved it; <see cref="KnownDeviceRules.Approver"/> for those that come with the center.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Approved { get; init; }

    /// <summary>SHA-256 of the ID of the case that the sample was of.</summary>
    public string? SampleStudy { get; init; }

    /// <summary>The frame that was looked at, from 0.</summary>
    public int? SampleFrame { get; init; }

    /// <summary>SHA-256 of the picture that was looked at.</summary>
    public string? SampleSha256 { get; init; }

    /// <summary>Rule and version in one word, as records tell it: <c>aloka-noblus@1</c>.</summary>
    public string Name => FormattableString.Invariant($"{Rule}@{Version}");
}
