using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg2000;

/// <summary>Walks a codestream (T.800 annex A): main header, then the packets of every tile-part, sorted into code-blocks.</summary>
internal ref struct Codestream
{
    private readonly ReadOnlySpan<byte> _coded;
    private readonly PixelDescription _form;
    private readonly SortedDictionary<int, byte[]> _packedHeaders = [];
    private readonly Dictionary<int, TileParameters> _headers = [];
    private readonly SortedDictionary<int, Tile> _tiles = [];
    private readonly Dictionary<int, byte[]> _packedLeft = [];
    private Queue<byte[]>? _packedOfParts;
    private TileParameters? _parameters;
    private ImageSize? _size;
    private int _position;

    /// <param name="coded">From SOC.</param>
    /// <param name="form">The image it must be.</param>
    public Codestream(ReadOnlySpan<byte> coded, PixelDescription form)
    {
        _coded = coded;
        _form = form;
        if (coded.Length < 4 || coded[0] != 0xFF || coded[1] != Jpeg2000Marker.Soc) throw Jpeg2000Decoder.Corrupt("no start of codestream");
        _position = 2;
    }

    /// <summary>The reference grid; known once <see cref="Read"/> returned.</summary>
    public readonly ImageSize Size => _size!;

    /// <summary>Reads all tiles, whose code-blocks then know their bytes.</summary>
    /// <exception cref="ImageFormatException">Damaged, of a form not supported, or another image.</exception>
    public SortedDictionary<int, Tile> Read()
    {
        byte marker = ReadMainHeader();
        while (marker == Jpeg2000Marker.Sot)
        {
            ReadTilePart();

            // The end of a codestream is missing often enough, and all tiles are counted anyway.
            if (_position >= _coded.Length - 1) break;
            marker = NextMarker();
            if (marker is not (Jpeg2000Marker.Sot or Jpeg2000Marker.Eoc)) throw Jpeg2000Decoder.Corrupt("neither a tile-part nor the end");
        }

        if (_tiles.Count != _size!.TilesWide * _size.TilesHigh) throw Jpeg2000Decoder.Corrupt("a tile is missing");
        foreach (Tile tile in _tiles.Values)
            if (tile.TryNext(out _, out _)) throw Jpeg2000Decoder.Corrupt("packets are missing");
        return _tiles;
    }

    private byte ReadMainHeader()
    {
        while (true)
        {
            byte marker = NextMarker();
            if (marker == Jpeg2000Marker.Sot) break;
            ReadOnlySpan<byte> body = Body();
            if (marker == Jpeg2000Marker.Siz) ReadSize(body);
            else if (_size is null) throw Jpeg2000Decoder.Corrupt("no image size first");
            else if (!ParameterSegments.TryRead(marker, body, _parameters!, _size.Components)) ReadOther(marker, body, null);
        }

        if (_parameters?.DefaultStyle is null) throw Jpeg2000Decoder.Corrupt("no coding style");
        if (_packedHeaders.Count > 0) _packedOfParts = SplitPackedHeaders();
        return Jpeg2000Marker.Sot;
    }

    private void ReadSize(ReadOnlySpan<byte> body)
    {
        if (_size is not null) throw Jpeg2000Decoder.Corrupt("two image sizes");
        _size = ImageSize.Read(body);
        CodedImage.RequireMatch(_form, _size.Width, _size.Height, _size.Components, _size.Precision);
        _parameters = new TileParameters(_size.Components);
    }

    private readonly void ReadOther(byte marker, ReadOnlySpan<byte> body, TileParameters? tile)
    {
        switch (marker)
        {
            case Jpeg2000Marker.Cap: throw Jpeg2000Decoder.HighThroughput();
            case Jpeg2000Marker.Ppm when tile is null && body.Length > 1: _packedHeaders[body[0]] = body[1..].ToArray(); break;
            case Jpeg2000Marker.Ppt when tile is not null && body.Length > 1: tile.PackedHeaders[body[0]] = body[1..].ToArray(); break;
            case Jpeg2000Marker.Tlm or Jpeg2000Marker.Plm or Jpeg2000Marker.Plt or Jpeg2000Marker.Crg or Jpeg2000Marker.Com: break;
            default: throw Jpeg2000Decoder.Corrupt($"marker 0x{marker:X2} has no place here");
        }
    }

    private void ReadTilePart()
    {
        int start = _position - 2;
        ReadOnlySpan<byte> body = Body();
        if (body.Length != 8) throw Jpeg2000Decoder.Corrupt("tile-part header");
        int index = BinaryPrimitives.ReadUInt16BigEndian(body), part = body[6];
        uint length = BinaryPrimitives.ReadUInt32BigEndian(body[2..]);
        if (index >= _size!.TilesWide * _size.TilesHigh) throw Jpeg2000Decoder.Corrupt("tile outside the image");
        if (length > (uint)(_coded.Length - start)) throw Jpeg2000Decoder.Corrupt("tile-part cut short");
        int end = length == 0 ? EndOfLast() : start + (int)length;
        if (part == 0 == _headers.ContainsKey(index)) throw Jpeg2000Decoder.Corrupt("tile-parts out of order");
        if (part == 0) _headers.Add(index, _parameters!.Copy());
        ReadTileHeader(index, part);
        if (_position > end) throw Jpeg2000Decoder.Corrupt("tile-part cut short");
        if (!_tiles.TryGetValue(index, out Tile? tile)) _tiles.Add(index, tile = Lay(index));
        byte[]? packed = Packed(index);
        int packedRead = new PacketReader(_coded[..end], _position, tile, packed).Read();
        if (packed is not null) _packedLeft[index] = packed[packedRead..];
        _position = end;
    }

    private void ReadTileHeader(int index, int part)
    {
        TileParameters parameters = _headers[index];
        for (byte marker = NextMarker(); marker != Jpeg2000Marker.Sod; marker = NextMarker())
        {
            ReadOnlySpan<byte> body = Body();
            if (part == 0 && marker == Jpeg2000Marker.Cod) parameters.ForgetStyles();
            if (part == 0 && marker == Jpeg2000Marker.Qcd) parameters.ForgetQuantizations();
            if (part == 0 && marker == Jpeg2000Marker.Poc) parameters.Changes.Clear();
            if (part > 0 && marker == Jpeg2000Marker.Poc) throw Jpeg2000Decoder.Unsupported("change of order within a tile");
            if (part > 0 || !ParameterSegments.TryRead(marker, body, parameters, _size!.Components)) ReadOther(marker, body, parameters);
        }
    }

    private readonly Tile Lay(int index)
    {
        TileParameters parameters = _headers[index];
        Rectangle area = _size!.TileArea(index);
        TileComponent[] components = new TileComponent[_size.Components];
        for (int i = 0; i < components.Length; i++)
            components[i] = new TileComponent(i, area, (area.Left, area.Top), _size.Precision, parameters.Style(i), parameters.QuantizationOf(i), parameters.Shift(i));
        return new Tile(parameters, components);
    }

    /// <summary>Packed packet headers for a tile-part, with what the tile's last part left; null where headers lie with their packets.</summary>
    private readonly byte[]? Packed(int index)
    {
        if (_packedOfParts is not null)
            return _packedOfParts.TryDequeue(out byte[]? own) ? own : throw Jpeg2000Decoder.Corrupt("packed packet headers missing");
        SortedDictionary<int, byte[]> packed = _headers[index].PackedHeaders;
        byte[] left = _packedLeft.GetValueOrDefault(index, []);
        if (packed.Count == 0 && left.Length == 0) return null;
        byte[] joined = Join([left, .. packed.Values]);
        packed.Clear();
        return joined;
    }

    private static byte[] Join(byte[][] pieces)
    {
        byte[] joined = new byte[pieces.Sum(piece => piece.Length)];
        int at = 0;
        foreach (byte[] piece in pieces)
        {
            piece.CopyTo(joined, at);
            at += piece.Length;
        }

        return joined;
    }

    /// <summary>PPM: after all segments are joined, a length and as many bytes for each tile-part.</summary>
    private readonly Queue<byte[]> SplitPackedHeaders()
    {
        byte[] joined = Join([.. _packedHeaders.Values]);
        Queue<byte[]> parts = [];
        for (int at = 0; at < joined.Length;)
        {
            if (joined.Length - at < 4) throw Jpeg2000Decoder.Corrupt("packed packet headers");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(joined.AsSpan(at));
            if (length > joined.Length - at - 4) throw Jpeg2000Decoder.Corrupt("packed packet headers");
            parts.Enqueue(joined[(at + 4)..(at + 4 + (int)length)]);
            at += 4 + (int)length;
        }

        return parts;
    }

    private readonly int EndOfLast()
    {
        ReadOnlySpan<byte> rest = _coded.TrimEnd((byte)0);
        return rest.EndsWith<byte>([0xFF, Jpeg2000Marker.Eoc]) ? rest.Length - 2 : _coded.Length;
    }

    private byte NextMarker()
    {
        if (_coded.Length - _position < 2 || _coded[_position] != 0xFF) throw Jpeg2000Decoder.Corrupt("no marker where one must be");
        _position += 2;
        return _coded[_position - 1];
    }

    private ReadOnlySpan<byte> Body()
    {
        int length = _coded.Length - _position < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(_coded[_position..]);
        if (length < 2 || length > _coded.Length - _position) throw Jpeg2000Decoder.Corrupt("segment cut short");
        ReadOnlySpan<byte> body = _coded.Slice(_position + 2, length - 2);
        _position += length;
        return body;
    }
}
