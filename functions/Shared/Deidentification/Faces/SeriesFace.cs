using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>What was found out about the face in one series, and for which of its slices.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Places">The slices the volume was built of, by SOP Instance UID.</param>
internal sealed record SeriesFace(FaceFinding Finding, IReadOnlyDictionary<string, SliceGeometry> Places)
{
    /// <summary>Whether an object is the slice of the volume that it says it is.</summary>
    public bool Holds(string instanceUid, SliceGeometry geometry) => Places.TryGetValue(instanceUid, out SliceGeometry known) && known == geometry;
}
