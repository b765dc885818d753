using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A study package as its sender sees it.</summary>
/// <param name="Blob">Name in the facility's intake container.</param>
/// <param name="ETag">Which upload of that blob it was.</param>
/// <param name="Received">When the center first saw it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Files">Files its manifest counts.</param>
/// <param name="Reason">Of a quarantine: why, and the way out.</param>
/// <param name="Detail">Position of the problem; never a value.</param>
internal sealed record PackageLine(
    string Blob, string ETag, DateTimeOffset Received, PackageState State, int Files, ReasonLine? Reason, string? Detail);
