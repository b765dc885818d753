using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>An anonymised copy as its project sees it.</summary>
/// <param name="Provision">The copy's ID.</param>
/// <param name="Blob">Name in the project's container.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Published">When it became readable.</param>
/// <param name="State">Published: may be pulled. Withdrawn: removed from the container.</param>
/// <param name="Pulled">When the first receipt came.</param>
/// <param name="DeletionRequested">Since when those who pulled it are to delete it: it was withdrawn.</param>
/// <param name="DeletionAcknowledged">When the project said that it had.</param>
internal sealed record CopyLine(
    Guid Provision, string Blob, long Size, DateTimeOffset Published, ResearchCopyState State, DateTimeOffset? Pulled,
    DateTimeOffset? DeletionRequested, DateTimeOffset? DeletionAcknowledged);
