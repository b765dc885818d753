using System.Text;

namespace Pipeline.Dicom;

/// <summary>Text and the Specific Character Set (PS3.3 §C.12.1.1.2).</summary>
public sealed partial class DataSet
{
    private static readonly Tag SpecificCharacterSet = new(0x0008_0005);

    /// <summary>What a part of a data set that follows a streamed value inherits from the part before it.</summary>
    internal CharacterSet? InheritedCharacterSet { get; init; }

    /// <summary>
    /// The character set in force here: this item's own, else that of the data set around it. Throws
    /// <see cref="DicomFormatException"/> with <see cref="DicomReason.UnknownCharacterSet"/> where it is unknown.
    /// </summary>
    public CharacterSet CharacterSet
        => FindCharacterSet() ?? throw new DicomFormatException(DicomReason.UnknownCharacterSet, OffsetOf(SpecificCharacterSet), SpecificCharacterSet, "the character set is unknown");

    /// <summary>The root declares UTF-8.</summary>
    internal bool IsUtf8 => IndexOf(SpecificCharacterSet) is >= 0 and var index && CharacterSet.IsUtf8Name(ValueOf(_entries[index]));

    /// <summary>The character set in force here; null where it is unknown.</summary>
    internal CharacterSet? FindCharacterSet()
    {
        for (DataSet? dataSet = this; dataSet is not null; dataSet = dataSet.Parent)
        {
            if (dataSet.IndexOf(SpecificCharacterSet) is >= 0 and var index)
                return CharacterSet.Find(dataSet.ValueOf(dataSet._entries[index]));
            if (dataSet.InheritedCharacterSet is { } inherited)
                return inherited;
        }
        return CharacterSet.Default;
    }

    /// <summary>
    /// Re-encodes every text below this root in UTF-8 and declares <c>ISO_IR 192</c>. What cannot be decoded becomes U+FFFD.
    /// </summary>
    public void ConvertToUtf8()
    {
        if (InheritedCharacterSet is null)
        {
            if (IsUtf8 && !HasOwnCharacterSetBelow())
                return;
            ConvertText();
            SetBytes(SpecificCharacterSet, Vr.CS, "ISO_IR 192"u8);
        }
        else
            ConvertText();
    }

    private bool HasOwnCharacterSetBelow()
    {
        foreach (ref readonly ElementEntry entry in Entries)
        {
            if (entry.Content is not Sequence sequence)
                continue;
            foreach (DataSet item in sequence)
            {
                if (item.IndexOf(SpecificCharacterSet) >= 0 || item.HasOwnCharacterSetBelow())
                    return true;
            }
        }
        return false;
    }

    /// <summary>Children first, since they may inherit the character set that this one is about to lose.</summary>
    private void ConvertText()
    {
        for (int i = 0; i < _count; i++)
        {
            ref ElementEntry entry = ref _entries[i];
            if (entry.Content is Sequence sequence)
            {
                foreach (DataSet item in sequence)
                    item.ConvertText();
            }
            else if (entry.Vr.IsText() && CharacterSet.NeedsDecoding(ValueOf(entry)))
            {
                string text = CharacterSet.Decode(ValueOf(entry), entry.Vr);
                entry = new ElementEntry { Tag = entry.Tag, Vr = entry.Vr, HeaderOffset = -1, Content = Padded(entry.Vr, Encoding.UTF8.GetBytes(text)) };
                MarkChanged();
            }
        }
        if (Parent is not null)
            Remove(SpecificCharacterSet);
    }

    private string[] TextOf(in Element element)
    {
        ReadOnlySpan<byte> bytes = element.Value;
        while (bytes.Length > 0 && bytes[^1] is (byte)' ' or 0)
            bytes = bytes[..^1];
        if (bytes.Length == 0)
            return [];
        string text = element.Vr.IsText() && CharacterSet.NeedsDecoding(bytes)
            ? CharacterSet.Decode(bytes, element.Vr)
            : Encoding.Latin1.GetString(bytes);
        if (!element.Vr.IsMultiValued() || !text.Contains('\\', StringComparison.Ordinal))
            return [Trimmed(text, element.Vr)];
        string[] values = text.Split('\\');
        for (int i = 0; i < values.Length; i++)
            values[i] = Trimmed(values[i], element.Vr);
        return values;
    }

    /// <summary>Spaces at the end never count; those at the beginning do only in text (PS3.5 §6.2).</summary>
    private static string Trimmed(string value, Vr vr)
        => vr is Vr.LT or Vr.ST or Vr.UT or Vr.UR or Vr.UC or Vr.PN ? value.TrimEnd(' ', '\0') : value.Trim(' ', '\0');
}
