using Pipeline.Deidentification;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>What one run of <c>center deidentify</c> is to do.</summary>
internal sealed record DeidentifyOptions
{
    /// <summary>Files and folders, as the command line names them.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Where results go, under the paths they have below their input.</summary>
    public required string Output { get; init; }

    public required DeidentificationProfile Profile { get; init; }

    public required PseudonymKey Key { get; init; }

    public required FacilityId Facility { get; init; }

    /// <summary>Where scanners burn text in.</summary>
    public DeviceRules Rules { get; init; } = DeviceRules.Known;

    /// <summary>Whether declared ultrasound regions count for every device.</summary>
    public bool TrustRegions { get; init; }

    /// <summary>Reads masked frames once more; null: nobody does.</summary>
    public IImageText? Ocr { get; init; }

    /// <summary>Gets a line of JSON for each file; null for none.</summary>
    public string? Report { get; init; }

    /// <summary>Files at a time.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether <see cref="Output"/> and <see cref="Report"/> may hold something already.</summary>
    public bool Overwrite { get; init; }
}
