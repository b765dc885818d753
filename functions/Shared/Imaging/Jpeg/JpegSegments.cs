using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Walks the marker segments that T.81 and T.87 share: SOI, segments with lengths, entropy-coded data, EOI.</summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> coded)
{
    private readonly ReadOnlySpan<byte> _coded = coded;

    /// <summary>Where the next marker, or entropy-coded data, begins.</summary>
    public int Position { get; set; }

    /// <summary>The stream.</summary>
    public readonly ReadOnlySpan<byte> Coded => _coded;

    /// <summary>Passes the start of image.</summary>
    /// <exception cref="ImageFormatException">There is none.</exception>
    public void Start()
    {
        if (_coded.Length < 4 || _coded[0] != 0xFF || _coded[1] != JpegMarker.Soi) throw JpegStructure.Corrupt("no start of image");
        Position = 2;
    }

    /// <summary>The next marker, fill bytes before it passed over.</summary>
    public byte NextMarker()
    {
        if (Position >= _coded.Length || _coded[Position] != 0xFF) throw JpegStructure.Corrupt("no marker where one must be");
        while (Position < _coded.Length && _coded[Position] == 0xFF) Position++;
        return Position < _coded.Length ? _coded[Position++] : throw JpegStructure.Corrupt("no end of image");
    }

    /// <summary>What a marker segment holds after its length.</summary>
    public ReadOnlySpan<byte> Body()
    {
        if (_coded.Length - Position < 2) throw JpegStructure.Corrupt("segment cut short");
        int length = BinaryPrimitives.ReadUInt16BigEndian(_coded[Position..]);
        if (length < 2 || length > _coded.Length - Position) throw JpegStructure.Corrupt("segment cut short");
        ReadOnlySpan<byte> body = _coded.Slice(Position + 2, length - 2);
        Position += length;
        return body;
    }

    /// <summary>Entropy-coded data up to the next marker; a 0xFF before a byte with its high bit clear is data (T.87; in T.81 that byte is 0).</summary>
    public ReadOnlySpan<byte> EntropyCoded()
    {
        int start = Position;
        for (int from = start; ; )
        {
            int at = _coded[from..].IndexOf((byte)0xFF);
            if (at < 0 || from + at + 1 >= _coded.Length) throw JpegStructure.Corrupt("no end of image");
            from += at + 1;
            if (_coded[from] < 0x80) continue;
            Position = from - 1;
            return _coded[start..Position];
        }
    }
}
