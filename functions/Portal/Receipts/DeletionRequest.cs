namespace Pipeline.Portal;

/// <summary>A receiver says that it deleted what a deletion request (消去依頼) asked for.</summary>
/// <param name="Provision">The package's ID.</param>
internal sealed record DeletionRequest(Guid Provision);
