using System.Text;

namespace Pipeline.Dicom;

/// <summary>
/// The data dictionary of PS3.6 with its repeating groups (50xx, 60xx …). Static data, searched in place: nothing is
/// built at start-up.
/// </summary>
public static class DicomDictionary
{
    private const Vr WordsOrBytes = (Vr)(('o' << 8) | 'x');
    private const Vr SignedOrNot = (Vr)(('x' << 8) | 's');
    private const Vr TableData = (Vr)(('l' << 8) | 't');
    private const Vr SignedOrNotOrWords = (Vr)(('x' << 8) | 'w');

    /// <summary>Rows with one tag, and rows with a pattern of tags.</summary>
    public static int Count => DictionaryTable.ExactCount + DictionaryTable.PatternCount;

    /// <summary>The row of a standard tag; null for private and unknown tags.</summary>
    public static DictionaryEntry? Find(Tag tag)
    {
        int row = Row(tag);
        return row < 0 ? null : Entry(row, tag);
    }

    /// <summary>The row of a keyword such as <c>PatientName</c>, of those with one fixed tag. A slow search, for configuration.</summary>
    public static DictionaryEntry? Find(string keyword)
    {
        for (int row = 0; row < DictionaryTable.ExactCount; row++)
        {
            if (Ascii.Equals(Keyword(row), keyword))
                return Entry(row, new Tag(DictionaryTable.Tags[row]));
        }
        return null;
    }

    /// <summary>
    /// The representation an element has where the file does not say (PS3.5 §6.2, Annex A): group lengths are UL,
    /// private creators LO, other private and unknown elements UN. <paramref name="signedPixels"/> is Pixel
    /// Representation (0028,0103) = 1 of the data set.
    /// </summary>
    public static Vr VrOf(Tag tag, bool signedPixels = false)
    {
        if (tag.IsGroupLength)
            return Vr.UL;
        if (tag.IsPrivate)
            return tag.IsPrivateCreator ? Vr.LO : Vr.UN;
        int row = Row(tag);
        return row < 0 ? Vr.UN : Resolve((Vr)DictionaryTable.Vrs[row], signedPixels);
    }

    private static Vr Resolve(Vr vr, bool signedPixels) => vr switch
    {
        WordsOrBytes or TableData => Vr.OW,
        SignedOrNot or SignedOrNotOrWords => signedPixels ? Vr.SS : Vr.US,
        Vr.None => Vr.UN,
        _ => vr,
    };

    private static int Row(Tag tag)
    {
        int row = DictionaryTable.Tags.BinarySearch(tag.Value);
        if (row >= 0)
            return row;
        for (int i = 0; i < DictionaryTable.PatternCount; i++)
        {
            if ((tag.Value & DictionaryTable.PatternMasks[i]) == DictionaryTable.PatternTags[i] && !tag.IsPrivate)
                return DictionaryTable.ExactCount + i;
        }
        return -1;
    }

    private static DictionaryEntry Entry(int row, Tag tag)
    {
        var vr = (Vr)DictionaryTable.Vrs[row];
        Vr resolved = Resolve(vr, signedPixels: false);
        bool ambiguous = vr is WordsOrBytes or SignedOrNot or TableData or SignedOrNotOrWords;
        return new DictionaryEntry(tag, Encoding.ASCII.GetString(Keyword(row)), resolved, ambiguous,
            DictionaryTable.Vm(DictionaryTable.Vms[row]), DictionaryTable.Retired[row] == 1);
    }

    private static ReadOnlySpan<byte> Keyword(int row)
        => DictionaryTable.Keywords[DictionaryTable.KeywordOffsets[row]..DictionaryTable.KeywordOffsets[row + 1]];
}
