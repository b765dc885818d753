namespace Pipeline.Dicom;

/// <summary>
/// Writes data sets in one encoding. What was not edited, and was read in that encoding, is copied as it stands, with the
/// lengths it had.
/// </summary>
internal sealed class DataSetWriter(PooledBuffer output, ElementEncoding encoding)
{
    private const uint Undefined = ElementHeader.Undefined;
    private static readonly Tag Item = new(0xFFFE_E000);
    private static readonly Tag ItemEnd = new(0xFFFE_E00D);
    private static readonly Tag SequenceEnd = new(0xFFFE_E0DD);

    private readonly bool _big = encoding == ElementEncoding.ExplicitBig;

    /// <summary>
    /// Writes the elements from one place to before another. <paramref name="edited"/> says that anything of the file was:
    /// then group lengths, which would lie, are left out, and odd lengths made even.
    /// </summary>
    public void Write(DataSet dataSet, int from, int to, bool edited)
    {
        bool sameEncoding = IsSame(dataSet);
        for (int i = from; i < to; i++)
        {
            ref readonly ElementEntry entry = ref dataSet.Entries[i];
            if (edited && entry.Tag.IsGroupLength)
                continue;
            bool raw = sameEncoding && entry.HeaderOffset >= 0 && !(edited && (entry.ValueLength & 1) != 0)
                && (entry.Content is null || entry.Content is Sequence { IsChanged: false });
            if (raw)
                output.Write(dataSet.HeldBytes(entry.HeaderOffset, entry.RawEnd - entry.HeaderOffset));
            else if (entry.Content is Sequence sequence)
                WriteSequence(entry, sequence);
            else
                WriteValue(entry, dataSet.ValueOf(entry));
        }
    }

    /// <summary>Writes a header; a value too long for a 16-bit length becomes UN (PS3.5 §6.2.2).</summary>
    public void WriteHeader(Tag tag, Vr vr, uint length)
    {
        WriteTag(tag);
        if (encoding == ElementEncoding.ImplicitLittle)
        {
            output.WriteUInt32(length, big: false);
            return;
        }
        Vr written = !vr.HasLongLength() && length > ushort.MaxValue ? Vr.UN : vr;
        output.WriteByte((byte)((ushort)written >> 8));
        output.WriteByte((byte)written);
        if (written.HasLongLength())
        {
            output.WriteUInt16(0, _big);
            output.WriteUInt32(length, _big);
        }
        else
            output.WriteUInt16((ushort)length, _big);
    }

    /// <summary>Writes the header of an item of fragments or of a sequence.</summary>
    public void WriteItemHeader(uint length) => WriteMark(Item, length);

    /// <summary>Writes the delimiter that ends fragments or a sequence of undefined length.</summary>
    public void WriteSequenceEnd() => WriteMark(SequenceEnd, 0);

    private bool IsSame(DataSet dataSet)
        => dataSet.Held is not null && dataSet.SourceEncoding == encoding && !_big;

    private void WriteValue(in ElementEntry entry, ReadOnlySpan<byte> value)
    {
        if (entry.IsUndefinedLength)
        {
            WriteHeader(entry.Tag, entry.Vr, Undefined);
            output.Write(value);
            WriteSequenceEnd();
            return;
        }
        int padding = value.Length & 1;
        WriteHeader(entry.Tag, entry.Vr, (uint)(value.Length + padding));
        int at = output.Length;
        output.Write(value);
        if (padding == 1)
            output.WriteByte(entry.Vr.Padding());
        if (_big)
            SwapWritten(at, entry.Vr, value.Length + padding);
    }

    private void SwapWritten(int at, Vr vr, int length)
        => ByteOrder.Swap(output.Tail(at, length), length > ushort.MaxValue && !vr.HasLongLength() ? 1 : vr.UnitSize());

    private void WriteSequence(in ElementEntry entry, Sequence sequence)
    {
        bool undefined = entry.IsUndefinedLength;
        WriteHeader(entry.Tag, Vr.SQ, undefined ? Undefined : 0);
        int begin = output.Length;
        foreach (DataSet item in sequence)
            WriteItem(item);
        if (undefined)
            WriteSequenceEnd();
        else
            output.SetUInt32(begin - 4, (uint)(output.Length - begin), _big);
    }

    private void WriteItem(DataSet item)
    {
        if (IsSame(item) && !item.IsChanged)
        {
            output.Write(item.HeldBytes(item.HeaderOffset, item.RawEnd - item.HeaderOffset));
            return;
        }
        bool undefined = item.IsUndefinedLength || item.HeaderOffset < 0;
        WriteItemHeader(undefined ? Undefined : 0);
        int begin = output.Length;
        Write(item, 0, item.Count, edited: true);
        if (undefined)
            WriteMark(ItemEnd, 0);
        else
            output.SetUInt32(begin - 4, (uint)(output.Length - begin), _big);
    }

    private void WriteMark(Tag tag, uint length)
    {
        WriteTag(tag);
        output.WriteUInt32(length, _big);
    }

    private void WriteTag(Tag tag)
    {
        output.WriteUInt16(tag.Group, _big);
        output.WriteUInt16(tag.Element, _big);
    }
}
