using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Pipeline.Dicom;

/// <summary>Setting, removing and walking.</summary>
public sealed partial class DataSet
{
    /// <summary>
    /// Sets an element to these bytes, in little-endian order; a byte of padding is added where their number is odd.
    /// </summary>
    public void SetBytes(Tag tag, Vr vr, ReadOnlySpan<byte> value)
        => Put(new ElementEntry { Tag = tag, Vr = vr, HeaderOffset = -1, Content = Padded(vr, value) });

    /// <summary>Sets an element of the dictionary's representation to text; backslashes separate values.</summary>
    public void SetString(Tag tag, string value) => SetString(tag, DicomDictionary.VrOf(tag), value);

    /// <summary>
    /// Sets an element to text; backslashes separate values. Where it is not plain ASCII, the whole root data set
    /// becomes <c>ISO_IR 192</c>.
    /// </summary>
    public void SetString(Tag tag, Vr vr, string value)
    {
        if (!Ascii.IsValid(value))
            Root.ConvertToUtf8();
        SetBytes(tag, vr, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Sets an element to several texts.</summary>
    public void SetStrings(Tag tag, params ReadOnlySpan<string> values) => SetString(tag, string.Join('\\', values!));

    /// <summary>Sets a UI element.</summary>
    public void SetUid(Tag tag, DicomUid uid) => SetString(tag, Vr.UI, uid.Value);

    /// <summary>Sets a DA element.</summary>
    public void SetDate(Tag tag, DateOnly date) => SetString(tag, Vr.DA, date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>Sets a TM element, to the microsecond where there are fractions.</summary>
    public void SetTime(Tag tag, TimeOnly time)
        => SetString(tag, Vr.TM, time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HHmmss" : "HHmmss.ffffff", CultureInfo.InvariantCulture));

    /// <summary>Sets US, SS, UL, SL, UV, SV, AT or IS by the dictionary's representation of the tag.</summary>
    public void SetInts(Tag tag, params ReadOnlySpan<long> values) => SetInts(tag, DicomDictionary.VrOf(tag), values);

    /// <summary>Sets whole numbers as a given representation; throws <see cref="ArgumentException"/> for one that has none.</summary>
    public void SetInts(Tag tag, Vr vr, params ReadOnlySpan<long> values)
    {
        if (vr is Vr.IS or Vr.DS)
        {
            SetString(tag, vr, string.Join('\\', values.ToArray()));
            return;
        }
        int size = vr.UnitSize();
        if (vr is not (Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.UV or Vr.SV or Vr.AT or Vr.OW or Vr.OL or Vr.OV))
            throw new ArgumentException($"{vr} holds no whole numbers", nameof(vr));
        int unit = vr == Vr.AT ? 4 : size;
        byte[] bytes = new byte[values.Length * unit];
        for (int i = 0; i < values.Length; i++)
        {
            Span<byte> target = bytes.AsSpan(i * unit);
            if (vr == Vr.AT)
                BinaryPrimitives.WriteUInt32LittleEndian(target, ((uint)values[i] << 16) | ((uint)values[i] >> 16));
            else if (size == 2)
                BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)values[i]);
            else if (size == 4)
                BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)values[i]);
            else
                BinaryPrimitives.WriteInt64LittleEndian(target, values[i]);
        }
        SetBytes(tag, vr, bytes);
    }

    /// <summary>Sets DS (at most 16 characters each), FL or FD by the dictionary's representation of the tag.</summary>
    public void SetDoubles(Tag tag, params ReadOnlySpan<double> values)
    {
        Vr vr = DicomDictionary.VrOf(tag);
        if (vr == Vr.DS)
        {
            var texts = new string[values.Length];
            for (int i = 0; i < values.Length; i++)
                texts[i] = DecimalText(values[i]);
            SetString(tag, vr, string.Join('\\', texts));
            return;
        }
        if (vr is not (Vr.FL or Vr.FD))
            throw new ArgumentException($"{vr} holds no real numbers", nameof(tag));
        byte[] bytes = new byte[values.Length * vr.UnitSize()];
        for (int i = 0; i < values.Length; i++)
        {
            if (vr == Vr.FL)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), (float)values[i]);
            else
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * 8), values[i]);
        }
        SetBytes(tag, vr, bytes);
    }

    /// <summary>Sets an element to zero length, of the representation it has or the dictionary's. A sequence has no items then.</summary>
    public void SetEmpty(Tag tag)
    {
        Vr vr = TryGet(tag, out Element element) ? element.Vr : DicomDictionary.VrOf(tag);
        if (vr == Vr.SQ)
            SetSequence(tag);
        else
            SetBytes(tag, vr, default);
    }

    /// <summary>Sets an element to a new sequence without items and returns it, to add items to.</summary>
    public Sequence SetSequence(Tag tag)
    {
        var sequence = new Sequence(this, tag);
        Put(new ElementEntry { Tag = tag, Vr = Vr.SQ, HeaderOffset = -1, Content = sequence, IsUndefinedLength = true });
        return sequence;
    }

    /// <summary>Removes every element of the tag; false when there is none.</summary>
    public bool Remove(Tag tag)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Tag != tag)
                _entries[kept++] = _entries[i];
        }
        bool removed = kept < _count;
        Truncate(kept);
        if (removed)
            MarkChanged();
        return removed;
    }

    /// <summary>
    /// Asks the policy about every element in order and does what it says. Text is converted to <c>ISO_IR 192</c> first.
    /// Sequences are walked where it answers <see cref="ElementDecision.Recurse"/>.
    /// </summary>
    public void Edit(IElementPolicy policy)
    {
        Root.ConvertToUtf8();
        Walk(policy);
    }

    private void Walk(IElementPolicy policy)
    {
        int kept = 0;
        bool changed = false;
        for (int i = 0; i < _count; i++)
        {
            ElementDecision decision = policy.Decide(new Element(this, _entries[i]));
            switch (decision.Kind)
            {
                case ElementDecisionKind.Remove:
                    changed = true;
                    continue;
                case ElementDecisionKind.Recurse when _entries[i].Content is Sequence sequence:
                    foreach (DataSet item in sequence)
                        item.Walk(policy);
                    break;
                case ElementDecisionKind.Replace:
                    changed = true;
                    Replace(ref _entries[i], decision);
                    break;
            }
            // The policy may look at what comes later, never at what it has already decided.
            _entries[kept++] = _entries[i];
        }
        Truncate(kept);
        if (changed)
            MarkChanged();
    }

    private void Replace(ref ElementEntry entry, ElementDecision decision)
    {
        Vr vr = decision.Vr == Vr.None ? entry.Vr : decision.Vr;
        bool emptied = vr == Vr.SQ;
        entry = new ElementEntry
        {
            Tag = entry.Tag,
            Vr = vr,
            HeaderOffset = -1,
            IsUndefinedLength = emptied,
            Content = emptied ? new Sequence(this, entry.Tag) : Padded(vr, decision.Value.Span),
        };
    }

    private void Put(in ElementEntry entry)
    {
        int index = IndexOf(entry.Tag);
        _places = null;
        if (index >= 0)
        {
            if (_unsorted)
            {
                _entries[index] = entry;
                RemoveLater(index);
            }
            else
                _entries[index] = entry;
        }
        else
        {
            if (_unsorted)
                Sort();
            int place = LowerBound(entry.Tag);
            if (_count == _entries.Length)
                Array.Resize(ref _entries, Math.Max(8, _count * 2));
            Array.Copy(_entries, place, _entries, place + 1, _count - place);
            _entries[place] = entry;
            _count++;
        }
        MarkChanged();
    }

    private void RemoveLater(int index)
    {
        int kept = index + 1;
        for (int i = index + 1; i < _count; i++)
        {
            if (_entries[i].Tag != _entries[index].Tag)
                _entries[kept++] = _entries[i];
        }
        Truncate(kept);
    }

    /// <summary>Brings elements that a file had out of order into order; of several with one tag, their order stays.</summary>
    private void Sort()
    {
        ElementEntry[] sorted = [.. _entries.Take(_count).OrderBy(entry => entry.Tag)];
        _entries = sorted;
        _unsorted = false;
        for (int i = 1; i < _count; i++)
            _unsorted |= sorted[i].Tag == sorted[i - 1].Tag;
    }

    private void Truncate(int count)
    {
        _places = null;
        Array.Clear(_entries, count, _count - count);
        _count = count;
    }

    private static byte[] Padded(Vr vr, ReadOnlySpan<byte> value)
    {
        byte[] bytes = new byte[value.Length + (value.Length & 1)];
        value.CopyTo(bytes);
        if (bytes.Length > value.Length)
            bytes[^1] = vr.Padding();
        return bytes;
    }

    /// <summary>The most exact form of a number that fits the 16 characters of DS (PS3.5 §6.2).</summary>
    private static string DecimalText(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        for (int digits = 15; text.Length > 16; digits--)
            text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text;
    }
}
