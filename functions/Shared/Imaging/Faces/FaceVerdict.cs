namespace Pipeline.Imaging.Faces;

/// <summary>What was found out about a series.</summary>
public enum FaceVerdict
{
    /// <summary>Nothing is sure: the series is held.</summary>
    Undecided,

    /// <summary>No inside of a skull in the volume. Not proof against a face without one: a jaw alone.</summary>
    NoHead,

    /// <summary>A skull, of which the volume ends above the face.</summary>
    NoFace,

    /// <summary>A face, and a plan that takes it out, proven on the result.</summary>
    Removed,
}
