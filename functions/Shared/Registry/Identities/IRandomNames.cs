namespace Pipeline.Registry;

/// <summary>
/// Unguessable names for blobs, messages and rows. Taken by constructor, so that a test can foresee them and no code
/// path makes one up that a second run would not find again.
/// </summary>
public interface IRandomNames
{
    /// <summary>A new identifier of a row or message.</summary>
    Guid NewId();

    /// <summary>A new blob name: 32 lower-case hexadecimal digits from 128 random bits.</summary>
    string NewName();
}
