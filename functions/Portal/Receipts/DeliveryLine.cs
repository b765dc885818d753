using Pipeline.Registry;

namespace Pipeline.Portal;

/// <summary>A package as its processor sees it.</summary>
/// <param name="Provision">The provision's ID.</param>
/// <param name="Blob">Name in the processor's container.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Published">Date of provision.</param>
/// <param name="State">Published: may be pulled. Recalled: removed from the container.</param>
/// <param name="Pulled">When its receipt came.</param>
/// <param name="DeletionRequested">消去依頼: since when the processor is to delete its copy.</param>
/// <param name="DeletionAcknowledged">When it said that it had.</param>
internal sealed record DeliveryLine(
    Guid Provision, string Blob, long Size, DateTimeOffset Published, DeliveryState State, DateTimeOffset? Pulled,
    DateTimeOffset? DeletionRequested, DateTimeOffset? DeletionAcknowledged);
