using System.Buffers.Binary;

namespace Pipeline.Dicom;

/// <summary>What the parser wants next.</summary>
internal enum ParserState
{
    NeedsBytes,
    AtStreamedValue,
    AtEnd,
}

/// <summary>
/// Builds data sets from the held bytes, with a stack of its own. <see cref="Advance"/> runs until bytes are missing, a
/// value is to be streamed, or the data set has ended.
/// </summary>
internal sealed class DataSetParser
{
    private static readonly Tag Item = new(0xFFFE_E000);
    private static readonly Tag ItemEnd = new(0xFFFE_E00D);
    private static readonly Tag SequenceEnd = new(0xFFFE_E0DD);

    /// <summary>The longest header and the item tag after it, which tells whether UN holds a sequence.</summary>
    private const int LongestLook = 16;

    private readonly HeldStream _held;
    private readonly DicomLimits _limits;
    private readonly ElementEncoding _encoding;
    private readonly bool _isMeta;
    private Level[] _levels = new Level[8];
    private int _depth;
    private int _elements;
    private long _metaEnd = -1;

    /// <summary>That of the part just read, before anyone edits it.</summary>
    private CharacterSet? _characterSet;

    public DataSetParser(HeldStream held, DicomLimits limits, ElementEncoding encoding, bool isMeta)
    {
        _held = held;
        _limits = limits;
        _encoding = encoding;
        _isMeta = isMeta;
        Root = StartPart(null);
    }

    /// <summary>The root elements up to the streamed value, or since the last one.</summary>
    public DataSet Root { get; private set; }

    /// <summary>The element whose value is to be streamed, and its length: -1 where it is undefined.</summary>
    public ElementHeader Streamed { get; private set; }

    /// <summary>How many bytes from the current position are needed to go on.</summary>
    public int Needed { get; private set; }

    /// <summary>The element being read.</summary>
    public Tag Current { get; private set; }

    private ref Level Top => ref _levels[_depth];

    /// <summary>A new root for what follows a streamed value, which inherits the character set.</summary>
    public void StartNextPart() => StartPart(Root);

    public ParserState Advance()
    {
        while (true)
        {
            if (Top.End >= 0 && _held.Position == Top.End)
            {
                Close();
                continue;
            }
            if (_held.Available < LongestLook && !_held.IsAtEnd)
                return NeedBytes(LongestLook);
            ElementEncoding encoding = Top.Encoding;
            if (!ElementHeader.TryRead(_held.Buffer.AsSpan(_held.Position, _held.Available), encoding, out ElementHeader header))
            {
                if (_depth == 0 && AtEndOfRoot())
                    return ParserState.AtEnd;
                throw Refuse(DicomReason.Truncated, "the file ends inside a header");
            }
            if (_isMeta && IsAfterMeta(header))
                return ParserState.AtEnd;
            Current = header.Tag;
            if (Top.Kind != LevelKind.DataSet)
            {
                if (!ReadItem(header))
                    return NeedBytes((int)Math.Min(header.Size + (long)header.Length, int.MaxValue));
                continue;
            }
            if (_depth == 0 && header.Tag.Value == 0 && _encoding != ElementEncoding.ExplicitBig && header.Length == 0)
            {
                if (!_held.IsAtEnd)
                    return NeedBytes(Grown());
                if (AtEndOfRoot())
                    return ParserState.AtEnd;
                throw Refuse(DicomReason.BadTrailer, "zeros, and then something else");
            }
            if (ReadElement(header) is { } state)
                return state;
        }
    }

    private DataSet StartPart(DataSet? before)
    {
        Root = new DataSet
        {
            Held = _held,
            SourceEncoding = _encoding,
            InheritedCharacterSet = before is null ? null : _characterSet,
            HasSignedPixels = before?.HasSignedPixels ?? false,
            HeaderOffset = _held.Position,
        };
        _depth = 0;
        _levels[0] = new Level { Kind = LevelKind.DataSet, DataSet = Root, End = -1, Limit = long.MaxValue, Encoding = _encoding };
        return Root;
    }

    /// <summary>
    /// The meta group ends where its length says, or, as some lengths lie, where its elements do. Compressed bytes that
    /// happen to begin like group 0002 are told by their representation.
    /// </summary>
    private bool IsAfterMeta(in ElementHeader header)
        => header.Tag.Group != 2 || (_held.Position == _metaEnd && !header.Vr.IsDefined());

    /// <summary>Nothing is left, or only zeros, which some writers leave.</summary>
    private bool AtEndOfRoot()
    {
        if (_held.Buffer.AsSpan(_held.Position, _held.Available).ContainsAnyExcept((byte)0))
            return false;
        _held.Position = _held.Filled;
        Root.RawEnd = _held.Position;
        return true;
    }

    private int Grown() => (int)Math.Min((long)_held.Available + (64 << 10), int.MaxValue);

    private ParserState NeedBytes(int count)
    {
        Needed = count;
        return ParserState.NeedsBytes;
    }

    /// <summary>Reads an element of a data set; null when it is whole and the next may follow.</summary>
    private ParserState? ReadElement(in ElementHeader header)
    {
        if (header.Tag.Group == 0xFFFE)
        {
            CloseItem(header);
            return null;
        }
        DataSet dataSet = Top.DataSet!;
        Vr vr = EffectiveVr(header, dataSet);
        int start = _held.Position;
        var entry = new ElementEntry { Tag = header.Tag, Vr = vr, HeaderOffset = start, ValueOffset = start + header.Size };
        if (_depth == 0 && IsStreamed(header, vr))
        {
            entry.IsStreamed = true;
            entry.IsUndefinedLength = header.IsUndefinedLength;
            entry.RawEnd = entry.ValueOffset;
            Add(dataSet, entry);
            Streamed = header with { Vr = vr };
            _held.Position = entry.ValueOffset;
            _held.HeldEnd = _held.Position;
            Root.RawEnd = start;
            _characterSet = Root.FindCharacterSet() ?? CharacterSet.Unknown;
            return ParserState.AtStreamedValue;
        }
        if (header.IsUndefinedLength)
        {
            entry.IsUndefinedLength = true;
            OpenUndefined(dataSet, entry, header);
            return null;
        }
        long end = (long)entry.ValueOffset + header.Length;
        if (end > Top.Limit)
            throw Refuse(DicomReason.BadLength, "the element is longer than what it lies in");
        if (vr == Vr.SQ)
        {
            if (header.Length > _limits.MaxHeaderBytes)
                throw Refuse(DicomReason.HeaderLimit, "the sequence is longer than may be held");
            OpenSequence(dataSet, entry, (int)end, NestedEncoding(header));
            return null;
        }
        if (header.Length > _limits.MaxHeldValueLength)
            throw Refuse(DicomReason.ValueLimit, $"a nested value of more than {_limits.MaxHeldValueLength} bytes");
        if (_held.Available < end - start)
        {
            if (_held.IsAtEnd)
                throw Refuse(DicomReason.Truncated, "the file ends inside the value");
            return NeedBytes((int)(end - start));
        }
        entry.ValueLength = (int)header.Length;
        entry.RawEnd = (int)end;
        if (Top.Encoding == ElementEncoding.ExplicitBig && header.Vr != Vr.UN)
            ByteOrder.Swap(_held.Buffer.AsSpan(entry.ValueOffset, entry.ValueLength), header.Vr.UnitSize());
        Note(dataSet, entry);
        Add(dataSet, entry);
        _held.Position = (int)end;
        return null;
    }

    /// <summary>Keeps what decides how later elements are read.</summary>
    private void Note(DataSet dataSet, in ElementEntry entry)
    {
        ReadOnlySpan<byte> value = _held.Buffer.AsSpan(entry.ValueOffset, entry.ValueLength);
        if (entry.Tag == Tags.PixelRepresentation && value.Length >= 2)
            dataSet.HasSignedPixels = value[0] == 1;
        else if (_isMeta && entry.Tag == Tags.FileMetaInformationGroupLength && value.Length == 4)
            _metaEnd = entry.RawEnd + (long)BinaryPrimitives.ReadUInt32LittleEndian(value);
    }

    private bool IsStreamed(in ElementHeader header, Vr vr)
        => !_isMeta && (header.Tag.Value is 0x7FE0_0008 or 0x7FE0_0009 or 0x7FE0_0010
            || (!header.IsUndefinedLength && header.Length > _limits.MaxHeldValueLength && vr != Vr.SQ));

    /// <summary>
    /// UN of a standard element means the dictionary's representation (PS3.5 §6.2.2): a sequence only where an item begins,
    /// for then the text of the sequence's items must be seen.
    /// </summary>
    private Vr EffectiveVr(in ElementHeader header, DataSet dataSet)
    {
        if (header.Vr is not (Vr.None or Vr.UN))
            return header.Vr.IsDefined() ? header.Vr : throw Refuse(DicomReason.BadVr, "no known value representation");
        if (header.Vr == Vr.None && Top.Encoding != ElementEncoding.ImplicitLittle)
            throw Refuse(DicomReason.BadVr, "no known value representation");
        Vr vr = DicomDictionary.VrOf(header.Tag, dataSet.HasSignedPixels);
        if (header.IsUndefinedLength)
            return header.Tag.Value == 0x7FE0_0010 ? Vr.OB : Vr.SQ;
        if (vr == Vr.SQ && header.Vr == Vr.UN && header.Length > 0)
            return BeginsWithItem(header) ? Vr.SQ : Vr.UN;
        return vr;
    }

    private bool BeginsWithItem(in ElementHeader header)
    {
        ReadOnlySpan<byte> value = _held.Buffer.AsSpan(_held.Position + header.Size, _held.Available - header.Size);
        return value.Length >= 4 && ElementHeader.ReadTag(value, big: false) == Item;
    }

    /// <summary>The content of UN is implicit little-endian, whatever stands around it (PS3.5 §6.2.2).</summary>
    private ElementEncoding NestedEncoding(in ElementHeader header)
        => header.Vr == Vr.UN ? ElementEncoding.ImplicitLittle : Top.Encoding;

    private void OpenUndefined(DataSet dataSet, ElementEntry entry, in ElementHeader header)
    {
        if (entry.Vr == Vr.SQ)
            OpenSequence(dataSet, entry, -1, NestedEncoding(header));
        else if (entry.Vr is Vr.OB or Vr.OW)
        {
            int index = Add(dataSet, entry);
            Push(new Level { Kind = LevelKind.Fragments, Entry = index, End = -1, Limit = Top.Limit, Encoding = Top.Encoding });
            _held.Position = entry.ValueOffset;
        }
        else
            throw Refuse(DicomReason.BadLength, "undefined length where none may be");
    }

    private void OpenSequence(DataSet dataSet, ElementEntry entry, int end, ElementEncoding encoding)
    {
        var sequence = new Sequence(dataSet, entry.Tag);
        entry.Content = sequence;
        int index = Add(dataSet, entry);
        long limit = end >= 0 ? end : Top.Limit;
        _held.Position = entry.ValueOffset;
        Push(new Level { Kind = LevelKind.Sequence, Sequence = sequence, Owner = dataSet, Entry = index, End = end, Limit = limit, Encoding = encoding });
    }

    /// <summary>Reads what may stand in a sequence or between fragments; false when a fragment is not all there.</summary>
    private bool ReadItem(in ElementHeader header)
    {
        int after = _held.Position + header.Size;
        if (header.Tag == SequenceEnd && Top.End < 0)
        {
            _held.Position = after;
            Close();
            return true;
        }
        if (header.Tag != Item)
            throw Refuse(DicomReason.BadStructure, "an item was expected");
        Count();
        if (!header.IsUndefinedLength && (long)after + header.Length > Top.Limit)
            throw Refuse(DicomReason.BadLength, "the item is longer than what it lies in");
        if (Top.Kind == LevelKind.Fragments)
            return ReadHeldFragment(header, after);
        if (!header.IsUndefinedLength && header.Length > _limits.MaxHeaderBytes)
            throw Refuse(DicomReason.HeaderLimit, "the item is longer than may be held");
        int end = header.IsUndefinedLength ? -1 : after + (int)header.Length;
        var item = new DataSet(Top.Owner!)
        {
            Held = _held,
            SourceEncoding = Top.Encoding,
            SequenceTag = Top.Sequence!.Tag,
            IsUndefinedLength = header.IsUndefinedLength,
            HeaderOffset = _held.Position,
            HasSignedPixels = Top.Owner!.HasSignedPixels,
        };
        Top.Sequence.AddRead(item);
        _held.Position = after;
        Push(new Level { Kind = LevelKind.DataSet, DataSet = item, End = end, Limit = end >= 0 ? end : Top.Limit, Encoding = Top.Encoding });
        return true;
    }

    private bool ReadHeldFragment(in ElementHeader header, int after)
    {
        if (header.IsUndefinedLength || header.Length > _limits.MaxHeldValueLength)
            throw Refuse(header.IsUndefinedLength ? DicomReason.BadLength : DicomReason.ValueLimit, "a nested fragment too long to hold");
        if (_held.Available < header.Size + (int)header.Length)
            return !_held.IsAtEnd ? false : throw Refuse(DicomReason.Truncated, "the file ends inside a fragment");
        _held.Position = after + (int)header.Length;
        return true;
    }

    private void CloseItem(in ElementHeader header)
    {
        if (header.Tag != ItemEnd || _depth == 0 || Top.End >= 0)
            throw Refuse(DicomReason.BadStructure, "an item or delimiter where none may stand");
        _held.Position += header.Size;
        Close();
    }

    /// <summary>Completes the innermost sequence, item or fragments at the current position.</summary>
    private void Close()
    {
        Level closed = Top;
        _levels[_depth] = default;
        _depth--;
        if (closed.Kind == LevelKind.DataSet)
        {
            closed.DataSet!.RawEnd = _held.Position;
            return;
        }
        DataSet owner = closed.Owner ?? Top.DataSet!;
        ref ElementEntry entry = ref owner.EntryAt(closed.Entry);
        entry.RawEnd = _held.Position;
        entry.ValueLength = _held.Position - entry.ValueOffset - (closed.End < 0 ? 8 : 0);
    }

    private void Push(in Level level)
    {
        if (level.Kind == LevelKind.Sequence && _depth / 2 >= _limits.MaxDepth)
            throw Refuse(DicomReason.DepthLimit, $"more than {_limits.MaxDepth} sequences within each other");
        if (++_depth == _levels.Length)
            Array.Resize(ref _levels, _depth * 2);
        _levels[_depth] = level;
    }

    private int Add(DataSet dataSet, in ElementEntry entry)
    {
        Count();
        return dataSet.Append(entry);
    }

    private void Count()
    {
        if (++_elements > _limits.MaxElements)
            throw Refuse(DicomReason.ElementLimit, $"more than {_limits.MaxElements} elements");
    }

    private DicomFormatException Refuse(string reason, string message) => new(reason, _held.Offset, Current, message);

    private enum LevelKind
    {
        DataSet,
        Sequence,
        Fragments,
    }

    private struct Level
    {
        public LevelKind Kind;
        public DataSet? DataSet;
        public DataSet? Owner;
        public Sequence? Sequence;

        /// <summary>The place of the sequence or fragments in the data set that has them.</summary>
        public int Entry;

        /// <summary>Where it ends in the held bytes; -1 where a delimiter does it.</summary>
        public int End;

        /// <summary>The innermost end that is known.</summary>
        public long Limit;
        public ElementEncoding Encoding;
    }
}
