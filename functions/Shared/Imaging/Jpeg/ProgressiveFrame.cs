using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Reads a progressive frame (T.81 G.1) into coefficients.</summary>
internal sealed class ProgressiveFrame
{
    // Each coefficient of each component once, and refined for each bit, comes to far less in any sensible script.
    private const int MaximumScans = 200;

    private const int MaximumTableBytes = 65_000;

    private readonly List<byte> _quantization = [];
    private readonly HuffmanTable?[,] _tables = new HuffmanTable?[2, 4];
    private readonly HuffmanTables _known = new();
    private readonly EntropyBuffer _buffer = new();
    private int _restartInterval;
    private int _scans;

    private ProgressiveFrame()
    {
    }

    /// <summary>8 or 12 bits a sample.</summary>
    public int Precision => Header[0];

    /// <summary>What the frame header holds.</summary>
    public byte[] Header { get; private set; } = [];

    /// <summary>What all DQT segments hold.</summary>
    public byte[] QuantizationTables => [.. _quantization];

    /// <summary>One or three components.</summary>
    public ProgressiveComponent[] Components { get; private set; } = [];

    /// <summary>MCUs of all components in a row.</summary>
    public int McusWide { get; private set; }

    /// <summary>Rows of MCUs.</summary>
    public int McusHigh { get; private set; }

    /// <summary>There was a JFIF segment.</summary>
    public bool HasJfif { get; private set; }

    /// <summary>The transform flag of an Adobe segment; null where there is none.</summary>
    public byte? AdobeTransform { get; private set; }

    /// <exception cref="ImageFormatException">Damaged, or too large.</exception>
    public static ProgressiveFrame Read(ReadOnlySpan<byte> coded)
    {
        ProgressiveFrame frame = new();
        JpegSegments segments = new(coded);
        segments.Start();
        while (true)
        {
            byte marker = segments.NextMarker();
            if (marker == JpegMarker.Eoi) break;
            frame.Read(marker, segments.Body(), ref segments);
        }

        if (frame._scans == 0 || frame._quantization.Count > MaximumTableBytes) throw JpegStructure.Corrupt("no scan, or too many tables");
        frame.RequireRange();
        return frame;
    }

    /// <summary>Fails where samples could not have given such coefficients: sequential symbols could not hold them.</summary>
    private void RequireRange()
    {
        int limit = 4 << Precision;
        foreach (ProgressiveComponent component in Components)
            if (component.Coefficients.AsSpan().ContainsAnyExceptInRange((short)(1 - limit), (short)(limit - 1))) throw JpegStructure.Corrupt("coefficient out of range");
    }

    private void Read(byte marker, ReadOnlySpan<byte> body, ref JpegSegments segments)
    {
        switch (marker)
        {
            case JpegMarker.Dqt when _scans > 0: throw new ImageFormatException(PixelReasons.UnsupportedJpegProcess, "quantization that changes between progressive scans");
            case JpegMarker.Dqt: _quantization.AddRange(body); break;
            case JpegMarker.Dht:
                foreach ((int tableClass, int selector, HuffmanTable table) in HuffmanTable.ReadAll(body, _known)) _tables[tableClass, selector] = table;
                break;
            case JpegMarker.Sof2: ReadHeader(body, segments.Coded.Length); break;
            case JpegMarker.Dri when body.Length == 2: _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body); break;
            case JpegMarker.Sos: ReadScan(body, ref segments); break;
            case JpegMarker.App0: HasJfif |= body.StartsWith("JFIF\0"u8); break;
            case JpegMarker.App14:
                if (body.Length >= 12 && body.StartsWith("Adobe"u8)) AdobeTransform = body[11];
                break;
            case > JpegMarker.App0 and <= JpegMarker.App15 or JpegMarker.Com: break;
            default: throw JpegStructure.Corrupt($"marker 0x{marker:X2} has no place here");
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> body, int codedLength)
    {
        if (Components.Length != 0 || body.Length < 6 || body.Length != 6 + (3 * body[5]) || body[5] is not (1 or 3) || body[0] is not (8 or 12)) throw JpegStructure.Corrupt("frame header");
        Header = body.ToArray();
        int count = body[5], height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]), widest = 1, highest = 1;
        if (height == 0 || width == 0) throw JpegStructure.Corrupt("frame without a size");
        for (int i = 0; i < count; i++)
        {
            int sampling = body[7 + (3 * i)];
            if (sampling >> 4 is < 1 or > 4 || (sampling & 15) is < 1 or > 4) throw JpegStructure.Corrupt("component");
            if (count > 1) (widest, highest) = (Math.Max(widest, sampling >> 4), Math.Max(highest, sampling & 15));
        }

        (McusWide, McusHigh) = ((width + (8 * widest) - 1) / (8 * widest), (height + (8 * highest) - 1) / (8 * highest));

        // Each block takes a bit at least in its first scan, so that a small stream cannot ask for a large picture.
        if ((long)McusWide * McusHigh > 8L * codedLength) throw JpegStructure.Corrupt("fewer bits than blocks");
        Components = new ProgressiveComponent[count];
        for (int i = 0; i < count; i++)
        {
            int h = count == 1 ? 1 : body[7 + (3 * i)] >> 4, v = count == 1 ? 1 : body[7 + (3 * i)] & 15;
            long blocks = (long)McusWide * h * McusHigh * v;
            if (64 * blocks > PixelLimits.Default.NativeFrameBytes) throw new ImageFormatException(PixelReasons.TooLarge, $"JPEG of {width}×{height} pixels");
            int columns = ((width * h) + widest - 1) / widest, rows = ((height * v) + highest - 1) / highest;
            Components[i] = new ProgressiveComponent(body[6 + (3 * i)], h, v, (columns + 7) / 8, (rows + 7) / 8, McusWide * h, new short[64 * blocks]);
        }
    }

    private void ReadScan(ReadOnlySpan<byte> body, ref JpegSegments segments)
    {
        if (++_scans > MaximumScans) throw new ImageFormatException(PixelReasons.TooLarge, $"more than {MaximumScans} progressive scans");
        if (body.Length < 1 || body[0] is < 1 or > 4 || body.Length != 4 + (2 * body[0]) || body[0] > Components.Length) throw JpegStructure.Corrupt("scan header");
        ProgressiveScan scan = new() { First = body[^3], Last = body[^2], High = body[^1] >> 4, Low = body[^1] & 15 };
        if (scan.First > scan.Last || scan.Last > 63 || (scan.First == 0 && scan.Last > 0) || (scan.First > 0 && body[0] != 1)
            || scan.Low > 13 || (scan.High != 0 && scan.High != scan.Low + 1)) throw JpegStructure.Corrupt("scan header");
        ProgressiveComponent[] components = new ProgressiveComponent[body[0]];
        HuffmanTable?[] tables = new HuffmanTable?[components.Length];
        for (int i = 0; i < components.Length; i++)
        {
            byte id = body[1 + (2 * i)], selectors = body[2 + (2 * i)];
            components[i] = Array.Find(Components, component => component.Id == id) ?? throw JpegStructure.Corrupt("scan of an unknown component");
            int selector = scan.First == 0 ? selectors >> 4 : selectors & 15;
            if (selector > 3) throw JpegStructure.Corrupt("table selector");
            tables[i] = _tables[scan.First == 0 ? 0 : 1, selector];
            if (tables[i] is null && (scan.First > 0 || scan.High == 0)) throw JpegStructure.Corrupt("Huffman table missing");
        }

        int mcus = components.Length == 1 ? components[0].BlocksWide * components[0].BlocksHigh : McusWide * McusHigh;
        int perInterval = _restartInterval == 0 ? mcus : _restartInterval;
        for (int mcu = 0, interval = 0; mcu < mcus; mcu += perInterval, interval++)
        {
            if (interval > 0 && segments.NextMarker() != JpegMarker.Rst0 + ((interval - 1) % 8)) throw JpegStructure.Corrupt("restart marker missing or out of order");
            BitSource source = _buffer.Open(segments.EntropyCoded());
            scan.Restart();
            for (int at = mcu; at < Math.Min(mcus, mcu + perInterval); at++) ReadMcu(scan, components, tables, at, ref source);
            source.RequireEnd();
        }
    }

    private void ReadMcu(ProgressiveScan scan, ProgressiveComponent[] components, HuffmanTable?[] tables, int mcu, ref BitSource source)
    {
        if (components.Length == 1)
        {
            ProgressiveComponent only = components[0];
            scan.Read(ref source, only.Block(mcu % only.BlocksWide, mcu / only.BlocksWide), 0, tables[0]);
            source.RequireWithin();
            return;
        }

        for (int i = 0; i < components.Length; i++)
        {
            ProgressiveComponent c = components[i];
            for (int b = 0; b < c.Horizontal * c.Vertical; b++)
            {
                scan.Read(ref source, c.Block((mcu % McusWide * c.Horizontal) + (b % c.Horizontal), (mcu / McusWide * c.Vertical) + (b / c.Horizontal)), i, tables[i]);
                source.RequireWithin();
            }
        }
    }
}
