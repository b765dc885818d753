namespace Pipeline.Imaging.Faces;

/// <summary>What a color frame of an endoscopy shows.</summary>
public enum Scene
{
    /// <summary>Neither is plain: for a person to look at.</summary>
    Unsure,

    /// <summary>The inside of a body.</summary>
    Mucosa,

    /// <summary>A room, people in it perhaps, or nothing at all.</summary>
    Room,
}
