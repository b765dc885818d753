using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>What to send.</summary>
public sealed record StudySenderOptions
{
    /// <summary>The folder with DICOM files.</summary>
    public required string Folder { get; init; }

    /// <summary>The sender.</summary>
    public required FacilityId Facility { get; init; }

    /// <summary>The portal's address, which what was sent is remembered for.</summary>
    public required Uri Portal { get; init; }

    /// <summary>Where is remembered what was sent; <c>.center-send.json</c> in the folder when not given.</summary>
    public string? StateFile { get; init; }

    /// <summary>A domain report for the only study of the folder; when not given, reports beside the images are taken.</summary>
    public string? Report { get; init; }

    /// <summary>Studies at a time, 1 to 64. Each takes about 20 MiB of memory.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Sends also files that are no DICOM, each as a package of its own, so that the center quarantines them with a reason.</summary>
    public bool IncludeEverything { get; init; }
}
