using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>
/// Sequences that say who or what in ways no rule for single attributes covers: where Table E.1-1 asks for a dummy, one
/// item stands instead of all of them. In other sequences each attribute of each item has its own rule.
/// </summary>
internal static class DummyItems
{
    /// <summary>Whether a dummy of this sequence is an item of its own.</summary>
    public static bool Stand(Tag sequence) => sequence == Tags.ContentSequence || sequence == Tags.PersonIdentificationCodeSequence;

    /// <summary>Leaves one dummy item in the place of the items.</summary>
    public static void Replace(Sequence items)
    {
        while (items.Count > 0) items.RemoveAt(items.Count - 1);
        DataSet item = items.Add();
        if (items.Tag == Tags.PersonIdentificationCodeSequence)
        {
            Code(item, "REMOVED", "99LOCAL", HeaderPolicy.DummyText);
            return;
        }

        // PS3.3 Table C.17-6: content that says nothing.
        item.SetString(Tags.RelationshipType, "CONTAINS");
        item.SetString(Tags.ValueType, "TEXT");
        Code(item.SetSequence(Tags.ConceptNameCodeSequence).Add(), "121106", "DCM", "Comment");
        item.SetString(Tags.TextValue, HeaderPolicy.DummyText);
    }

    private static void Code(DataSet item, string value, string scheme, string meaning)
    {
        item.SetString(Tags.CodeValue, value);
        item.SetString(Tags.CodingSchemeDesignator, scheme);
        item.SetString(Tags.CodeMeaning, meaning);
    }
}
