namespace Pipeline.Imaging.Faces;

/// <summary>How much of a face is taken out.</summary>
public enum FaceExtent
{
    /// <summary>From the brow to the chin.</summary>
    BrowToChin,

    /// <summary>The upper half, for a reconstruction of the jaw, which stays (guideline of 2018).</summary>
    UpperHalf,
}
