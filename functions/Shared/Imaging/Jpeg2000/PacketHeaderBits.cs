namespace Pipeline.Imaging.Jpeg2000;

/// <summary>The bits of a packet header; the byte after 0xFF has seven (T.800 B.10.1).</summary>
internal ref struct PacketHeaderBits(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _current;
    private int _left;

    /// <summary>The byte after those read.</summary>
    public int Position { get; private set; } = position;

    public int Read()
    {
        if (_left == 0) Next();
        return (_current >> --_left) & 1;
    }

    public int Read(int count)
    {
        int value = 0;
        for (; count > 0; count--) value = (value << 1) | Read();
        return value;
    }

    /// <summary>Passes what is left of the byte, and the stuffed one after a last 0xFF.</summary>
    public void Align()
    {
        if (_current == 0xFF) Next();
        _left = 0;
        _current = 0;
    }

    private void Next()
    {
        _left = _current == 0xFF ? 7 : 8;
        _current = Position < _bytes.Length ? _bytes[Position++] : throw Jpeg2000Decoder.Corrupt("packet header cut short");
    }
}
