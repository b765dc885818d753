using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>The reference grid, its tiles and its components (SIZ, T.800 A.5.1).</summary>
internal sealed class ImageSize
{
    // Larger coordinates than any image here; sums of them stay within 32 bits.
    private const uint LargestCoordinate = 1 << 29;

    private readonly (int X, int Y) _end;
    private readonly (int X, int Y) _start;
    private readonly (int X, int Y) _tile;
    private readonly (int X, int Y) _tileStart;

    private ImageSize(ReadOnlySpan<byte> body)
    {
        _end = Point(body, 2);
        _start = Point(body, 10);
        _tile = Point(body, 18);
        _tileStart = Point(body, 26);
        if (_end.X <= _start.X || _end.Y <= _start.Y || _tile.X < 1 || _tile.Y < 1
            || _tileStart.X > _start.X || _tileStart.Y > _start.Y || _tileStart.X + _tile.X <= _start.X || _tileStart.Y + _tile.Y <= _start.Y)
            throw Jpeg2000Decoder.Corrupt("image or tile size");
        Components = BinaryPrimitives.ReadUInt16BigEndian(body[34..]);
        if (Components < 1 || body.Length != 36 + (3 * Components)) throw Jpeg2000Decoder.Corrupt("image size");
        Precision = (body[36] & 0x7F) + 1;
        IsSigned = body[36] >= 0x80;
        for (int i = 0; i < Components; i++)
        {
            if (body[36 + (3 * i)] != body[36]) throw Jpeg2000Decoder.Unsupported("JPEG 2000 with components of different depth");
            if (body[37 + (3 * i)] != 1 || body[38 + (3 * i)] != 1) throw Jpeg2000Decoder.Unsupported("JPEG 2000 with subsampled components");
        }

        TilesWide = (_end.X - _tileStart.X + _tile.X - 1) / _tile.X;
        TilesHigh = (_end.Y - _tileStart.Y + _tile.Y - 1) / _tile.Y;
        if ((long)TilesWide * TilesHigh > 65535) throw Jpeg2000Decoder.Corrupt("more than 65535 tiles");
    }

    public int Width => _end.X - _start.X;

    public int Height => _end.Y - _start.Y;

    public int Components { get; }

    /// <summary>Bits a sample.</summary>
    public int Precision { get; }

    public bool IsSigned { get; }

    public int TilesWide { get; }

    public int TilesHigh { get; }

    /// <summary>The image's corner on the reference grid.</summary>
    public (int X, int Y) Start => _start;

    /// <summary>Reads the segment.</summary>
    /// <exception cref="ImageFormatException">Impossible, or with components of different sizes or depths.</exception>
    public static ImageSize Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < 39) throw Jpeg2000Decoder.Corrupt("image size");
        return new ImageSize(body);
    }

    /// <summary>What a tile covers, on the reference grid.</summary>
    public Rectangle TileArea(int tile)
    {
        (int row, int column) = Math.DivRem(tile, TilesWide);
        int left = _tileStart.X + (column * _tile.X), top = _tileStart.Y + (row * _tile.Y);
        return new Rectangle(Math.Max(left, _start.X), Math.Max(top, _start.Y), Math.Min(left + _tile.X, _end.X), Math.Min(top + _tile.Y, _end.Y));
    }

    private static (int X, int Y) Point(ReadOnlySpan<byte> body, int at)
    {
        uint x = BinaryPrimitives.ReadUInt32BigEndian(body[at..]), y = BinaryPrimitives.ReadUInt32BigEndian(body[(at + 4)..]);
        // A tile may be declared as large as the format allows; it ends where the image does.
        if (at == 18) (x, y) = (Math.Min(x, LargestCoordinate), Math.Min(y, LargestCoordinate));
        return x <= LargestCoordinate && y <= LargestCoordinate ? ((int)x, (int)y) : throw Jpeg2000Decoder.Corrupt("coordinates too large");
    }
}
