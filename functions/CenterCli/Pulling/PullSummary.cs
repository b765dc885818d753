namespace Pipeline.CenterCli;

/// <summary>A package that was not taken.</summary>
/// <param name="Provision">Its ID.</param>
/// <param name="Reason">One of <see cref="Cloud.PackageReasons"/> or <see cref="PullReasons"/>.</param>
public sealed record RefusedPackage(Guid Provision, string Reason);

/// <summary>How a run of pulling ended.</summary>
/// <param name="Pulled">Now in the folder, with a receipt.</param>
/// <param name="Before">Pulled by earlier runs.</param>
/// <param name="Gone">Listed, but not in the container any more: withdrawn meanwhile.</param>
/// <param name="Unlisted">Blobs in the container that the center does not list as published: left alone.</param>
/// <param name="Refused">Not taken; nothing of them is left in the folder.</param>
/// <param name="OpenDeletions">Deletion requests that wait for this recipient.</param>
public sealed record PullSummary(int Pulled, int Before, int Gone, int Unlisted, IReadOnlyList<RefusedPackage> Refused, int OpenDeletions);

/// <summary>How deletion requests were answered.</summary>
/// <param name="Deleted">Deleted here, and acknowledged.</param>
/// <param name="NotHere">Not in this folder, therefore not acknowledged.</param>
public sealed record DeletionSummary(int Deleted, IReadOnlyList<Guid> NotHere);
