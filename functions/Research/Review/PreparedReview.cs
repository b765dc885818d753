using Pipeline.Registry;

namespace Pipeline.Research;

/// <summary>A review item whose frame lies in storage.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Frame">Which frame of its object, from 0.</param>
/// <param name="Sha256">SHA-256 of the picture.</param>
/// <param name="Proposed">Where text may stand.</param>
public sealed record PreparedReview(Guid ItemId, int Frame, string Sha256, IReadOnlyList<MaskRectangle> Proposed);
