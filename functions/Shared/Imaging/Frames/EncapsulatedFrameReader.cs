using System.Buffers.Binary;

namespace Pipeline.Imaging;

/// <summary>
/// Frames in fragments (PS3.5 A.4). Which fragments make a frame is told by the basic offset table; where it is empty,
/// by the start and end that JPEG, JPEG-LS and JPEG 2000 mark themselves, or by RLE's rule of one fragment a frame.
/// </summary>
internal sealed class EncapsulatedFrameReader(Stream value, PixelDescription description, PixelCapability capability, PixelLimits limits)
    : FrameReader(description, capability, limits)
{
    private const uint Item = 0xE000_FFFE;
    private const uint SequenceDelimitation = 0xE0DD_FFFE;

    private byte[] _frame = new byte[64 << 10];
    private int _length;
    private uint[]? _offsets;
    private long _offset;
    private uint _nextLength;
    private bool _atEnd;
    private int _fragments;
    private int _frames;

    public override bool TryReadFrame(out ReadOnlyMemory<byte> frame)
    {
        if (_offsets is null) ReadOffsetTable();
        frame = default;
        if (_atEnd)
        {
            if (_frames == Description.NumberOfFrames) return false;
            throw new ImageFormatException(PixelReasons.AmbiguousFragments, $"fragments make {_frames} frames, the object has {Description.NumberOfFrames}");
        }

        if (_frames == Description.NumberOfFrames) throw new ImageFormatException(PixelReasons.TrailingData, "fragments after the last frame");
        RequireOffset(atFrame: true);
        _length = 0;
        do ReadFragment();
        while (!_atEnd && Continues());
        _frames++;
        frame = _frame.AsMemory(0, _length);
        return true;
    }

    private void ReadOffsetTable()
    {
        if (NextItem() is not { } length) throw Corrupt("no offset table item");
        if (length % 4 != 0 || length > 4L * Limits.Frames) throw Corrupt("offset table of an impossible length");
        byte[] table = new byte[length];
        Fill(table);
        uint[] offsets = new uint[length / 4];
        for (int i = 0; i < offsets.Length; i++) offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(4 * i));
        if (offsets.Length != 0 && offsets.Length != Description.NumberOfFrames)
            throw new ImageFormatException(PixelReasons.AmbiguousFragments, $"the offset table has {offsets.Length} frames, the object {Description.NumberOfFrames}");
        _offsets = offsets;
        Advance();
        if (_atEnd) throw new ImageFormatException(PixelReasons.Truncated, "no fragments");
    }

    private void ReadFragment()
    {
        if (++_fragments > Limits.Fragments || _nextLength > (uint)(Limits.CodedFrameBytes - _length))
            throw new ImageFormatException(PixelReasons.TooLarge, "a frame's fragments are too many or too long");
        int remaining = (int)_nextLength;
        while (remaining > 0)
        {
            // Grows as bytes arrive: a length alone allocates nothing.
            int piece = Math.Min(remaining, 1 << 20);
            if (_frame.Length - _length < piece) Array.Resize(ref _frame, Math.Max(_frame.Length * 2, _length + piece));
            Fill(_frame.AsSpan(_length, piece));
            (_length, remaining) = (_length + piece, remaining - piece);
        }

        _offset += 8L + _nextLength;
        Advance();
    }

    private bool Continues()
    {
        if (_offsets!.Length > 0) return RequireOffset(atFrame: false);
        return Capability.Encoding != PixelEncoding.Rle && !EndsImage();
    }

    private bool RequireOffset(bool atFrame)
    {
        if (_offsets!.Length == 0) return true;
        int frame = atFrame ? _frames : _frames + 1;
        long boundary = frame < _offsets.Length ? _offsets[frame] : long.MaxValue;
        if (_offset > boundary || (atFrame && _offset != boundary))
            throw new ImageFormatException(PixelReasons.AmbiguousFragments, "the offset table points between fragments");
        return _offset < boundary;
    }

    private bool EndsImage()
    {
        ReadOnlySpan<byte> frame = _frame.AsSpan(0, _length);
        bool begins = Capability.Encoding == PixelEncoding.Jpeg2000
            ? frame.StartsWith<byte>([0xFF, 0x4F]) || frame.StartsWith<byte>([0, 0, 0, 12])
            : frame.StartsWith<byte>([0xFF, 0xD8]);
        if (!begins && Description.NumberOfFrames > 1)
            throw new ImageFormatException(PixelReasons.AmbiguousFragments, "a frame does not begin with a start of image");
        ReadOnlySpan<byte> trimmed = frame.TrimEnd((byte)0);
        while (trimmed.Length > 2 && trimmed[^1] == 0xFF) trimmed = trimmed[..^1];
        return trimmed.Length >= 4 && trimmed.EndsWith<byte>([0xFF, 0xD9]);
    }

    private void Advance()
    {
        if (NextItem() is { } length) _nextLength = length;
        else _atEnd = true;
    }

    private uint? NextItem()
    {
        Span<byte> head = stackalloc byte[8];
        Fill(head);
        uint tag = BinaryPrimitives.ReadUInt32LittleEndian(head), length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return tag switch
        {
            Item when length != uint.MaxValue => length,
            SequenceDelimitation when length == 0 => null,
            _ => throw Corrupt("something else than an item"),
        };
    }

    private void Fill(Span<byte> bytes)
    {
        if (value.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new ImageFormatException(PixelReasons.Truncated, "pixel data ends within a fragment");
    }

    private static ImageFormatException Corrupt(string what) => new(PixelReasons.CorruptFragments, what);
}
