using System.Buffers.Binary;

namespace Pipeline.Imaging;

/// <summary>Writes fragments, one a frame, and the basic offset table before them where the output can seek back to it.</summary>
internal sealed class OffsetTable
{
    private readonly Stream _output;
    private readonly uint[] _offsets;
    private readonly long _tableAt;
    private long _offset;

    public OffsetTable(Stream output, int frames)
    {
        (_output, _offsets) = (output, new uint[output.CanSeek ? frames : 0]);
        WriteHead(0xE000_FFFE, (uint)(4 * _offsets.Length));
        _tableAt = output.CanSeek ? output.Position : 0;
        output.Write(new byte[4 * _offsets.Length]);
    }

    /// <summary>Writes the fragment of a frame, padded to an even length.</summary>
    public void WriteFragment(int frame, ReadOnlySpan<byte> coded)
    {
        if (_offset > uint.MaxValue && _offsets.Length > 0)
            throw new ImageFormatException(PixelReasons.TooLarge, "fragments exceed what a basic offset table can point to");
        if (frame < _offsets.Length) _offsets[frame] = (uint)_offset;
        uint length = (uint)coded.Length + (uint)(coded.Length % 2);
        WriteHead(0xE000_FFFE, length);
        _output.Write(coded);
        if (coded.Length % 2 == 1) _output.WriteByte(0);
        _offset += 8L + length;
    }

    /// <summary>Writes the sequence delimiter, then the table in its place.</summary>
    public void Close()
    {
        WriteHead(0xE0DD_FFFE, 0);
        if (_offsets.Length == 0) return;
        long end = _output.Position;
        _output.Position = _tableAt;
        byte[] table = new byte[4 * _offsets.Length];
        for (int i = 0; i < _offsets.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4 * i), _offsets[i]);
        _output.Write(table);
        _output.Position = end;
    }

    private void WriteHead(uint tag, uint length)
    {
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(head, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], length);
        _output.Write(head);
    }
}
