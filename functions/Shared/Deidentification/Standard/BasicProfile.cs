using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>PS3.15 Table E.1-1, the Basic Application Level Confidentiality Profile with its options.</summary>
public static class BasicProfile
{
    /// <summary>The edition of the standard, e.g. 2026a.</summary>
    public static string Edition => ConfidentialityTable.Edition;

    /// <summary>Rows, those with patterns of tags (50xx, 60xx, private) included.</summary>
    public static int Count => ConfidentialityTable.Tags.Length + ConfidentialityTable.PatternTags.Length;

    /// <summary>The row of an attribute; a pattern's where the pattern holds.</summary>
    /// <returns>Whether the table has one.</returns>
    public static bool TryFind(Tag tag, out ConfidentialityRow row)
    {
        int index = ConfidentialityTable.Tags.BinarySearch(tag.Value);
        if (index >= 0)
        {
            row = new ConfidentialityRow(ConfidentialityTable.Rules[index]);
            return true;
        }

        for (int i = 0; i < ConfidentialityTable.PatternTags.Length; i++)
        {
            if ((tag.Value & ConfidentialityTable.PatternMasks[i]) == ConfidentialityTable.PatternTags[i])
            {
                row = new ConfidentialityRow(ConfidentialityTable.PatternRules[i]);
                return true;
            }
        }

        row = default;
        return false;
    }

    /// <summary>The tags of the rows that name one tag, in order.</summary>
    public static IReadOnlyList<Tag> Tags => Array.ConvertAll(ConfidentialityTable.Tags.ToArray(), value => new Tag(value));
}
