namespace Pipeline.CenterCli;

/// <summary>How far pulling is. Reported often and from several threads; each report replaces the one before.</summary>
/// <param name="Packages">To be pulled in this run.</param>
/// <param name="PackagesDone">Pulled or refused.</param>
/// <param name="Bytes">Of all blobs to be pulled.</param>
/// <param name="BytesDone">Of those fetched, from earlier runs too.</param>
public sealed record PullProgress(long Packages, long PackagesDone, long Bytes, long BytesDone);
