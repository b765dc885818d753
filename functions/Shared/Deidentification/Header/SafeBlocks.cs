using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Safe private attributes in the blocks of a data set.</summary>
internal static class SafeBlocks
{
    public static bool IsSafe(in Element element)
        => element.DataSet.PrivateCreatorOf(element.Tag) is { } creator && SafePrivate.Contains(element.Tag, creator);

    /// <summary>Whether the block of this private creator has anything that stays.</summary>
    public static bool Holds(in Element creator)
    {
        string name = creator.DataSet.GetString(creator.Tag) ?? "";
        for (int low = 0; low < 0x100; low++)
        {
            var tag = new Tag(creator.Tag.Group, (ushort)((creator.Tag.Element << 8) | low));
            if (SafePrivate.Contains(tag, name) && creator.DataSet.Contains(tag)) return true;
        }

        return false;
    }
}
