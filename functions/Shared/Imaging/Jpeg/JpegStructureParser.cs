using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Walks the markers of one JPEG stream from SOI to EOI.</summary>
internal ref struct JpegStructureParser(ReadOnlySpan<byte> coded, HuffmanTables tables)
{
    private readonly ReadOnlySpan<byte> _coded = coded;
    private JpegSegments _segments = new(coded);
    private readonly JpegStructure _structure = new();
    private readonly ushort[]?[] _quantization = new ushort[4][];
    private readonly HuffmanTable?[] _dc = new HuffmanTable[4];
    private readonly HuffmanTable?[] _ac = new HuffmanTable[4];
    private int _restartInterval;

    public JpegStructure Parse()
    {
        _segments.Start();
        while (true)
        {
            byte marker = _segments.NextMarker();
            if (marker == JpegMarker.Eoi) break;
            int start = _segments.Position - 2;
            ReadOnlySpan<byte> body = _segments.Body();
            Read(marker, start, body);
        }

        if (_structure.Components.Length == 0 || Array.Exists(_structure.Components, component => component.Quantization is null))
            throw JpegStructure.Corrupt("a component without a scan");
        return _structure;
    }

    private void Read(byte marker, int start, ReadOnlySpan<byte> body)
    {
        switch (marker)
        {
            case JpegMarker.Dqt: ReadQuantization(body); break;
            case JpegMarker.Dht: ReadHuffman(body); break;
            case JpegMarker.Sof0 or JpegMarker.Sof1: ReadFrame(marker, body); break;
            case JpegMarker.Dri: ReadRestartInterval(body); break;
            case JpegMarker.Sos: ReadScan(start, body); return;
            case JpegMarker.App0: _structure.HasJfif |= body.StartsWith("JFIF\0"u8); return;
            case JpegMarker.App14:
                if (body.Length >= 12 && body.StartsWith("Adobe"u8)) _structure.AdobeTransform = body[11];
                return;
            case > JpegMarker.App0 and <= JpegMarker.App15 or JpegMarker.Com: return;
            case >= 0xC2 and <= 0xCF:
                throw new ImageFormatException(PixelReasons.UnsupportedJpegProcess, $"JPEG process of marker 0x{marker:X2}");
            default: throw JpegStructure.Corrupt($"marker 0x{marker:X2} has no place here");
        }

        _structure.Kept.Add((marker, start.._segments.Position));
    }

    private void ReadQuantization(ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            int precision = body[0] >> 4, selector = body[0] & 15;
            int size = precision == 0 ? 64 : 128;
            if (precision > 1 || selector > 3 || body.Length < 1 + size) throw JpegStructure.Corrupt("quantization table");
            ushort[] table = new ushort[64];
            for (int i = 0; i < 64; i++)
            {
                table[i] = precision == 0 ? body[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(body[(1 + (2 * i))..]);
                if (table[i] == 0) throw JpegStructure.Corrupt("quantization by zero");
            }

            _quantization[selector] = table;
            body = body[(1 + size)..];
        }
    }

    private void ReadHuffman(ReadOnlySpan<byte> body)
    {
        foreach ((int tableClass, int selector, HuffmanTable table) in HuffmanTable.ReadAll(body, tables))
        {
            (tableClass == 0 ? _dc : _ac)[selector] = table;
        }
    }

    private void ReadRestartInterval(ReadOnlySpan<byte> body)
    {
        if (body.Length != 2) throw JpegStructure.Corrupt("restart interval");
        _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
    }

    private readonly void ReadFrame(byte marker, ReadOnlySpan<byte> body)
    {
        if (_structure.Components.Length != 0) throw JpegStructure.Corrupt("two frame headers");
        if (body.Length < 6 || body.Length != 6 + (3 * body[5])) throw JpegStructure.Corrupt("frame header");
        if (body[0] != 8 && (body[0] != 12 || marker == JpegMarker.Sof0)) throw new ImageFormatException(PixelReasons.UnsupportedJpegProcess, $"JPEG with {body[0]} bits a sample");
        if (body[5] is not (1 or 3)) throw new ImageFormatException(PixelReasons.FrameMismatch, $"JPEG with {body[5]} components");
        _structure.Precision = body[0];
        _structure.Height = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
        _structure.Width = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
        if (_structure.Height == 0 || _structure.Width == 0) throw JpegStructure.Corrupt("frame without a size");
        if ((long)_structure.Width * _structure.Height * body[5] > PixelLimits.Default.NativeFrameBytes)
            throw new ImageFormatException(PixelReasons.TooLarge, $"JPEG of {_structure.Width}×{_structure.Height} pixels");
        _structure.Components = Components(body[6..], _structure.Width, _structure.Height);

        // Each block takes at least two bits, so a small stream cannot ask for a large picture.
        long blocks = _structure.Components.Sum(component => (long)component.BlocksWide * component.BlocksHigh);
        if (blocks > 4L * _coded.Length) throw JpegStructure.Corrupt("fewer bits than blocks");
    }

    private static JpegComponent[] Components(ReadOnlySpan<byte> body, int width, int height)
    {
        int count = body.Length / 3, widest = 1, highest = 1;
        for (int i = 0; i < count; i++)
        {
            int horizontal = body[(3 * i) + 1] >> 4, vertical = body[(3 * i) + 1] & 15;
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || body[(3 * i) + 2] > 3) throw JpegStructure.Corrupt("component");
            (widest, highest) = (Math.Max(widest, horizontal), Math.Max(highest, vertical));
        }

        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            int h = body[(3 * i) + 1] >> 4, v = body[(3 * i) + 1] & 15;
            byte id = body[3 * i];
            if (Array.Exists(components, other => other?.Id == id)) throw JpegStructure.Corrupt("two components of one identifier");
            int columns = ((width * h) + widest - 1) / widest, rows = ((height * v) + highest - 1) / highest;
            components[i] = new JpegComponent
            {
                Index = i,
                Id = id,
                Horizontal = count == 1 ? 1 : h,
                Vertical = count == 1 ? 1 : v,
                QuantizationSelector = body[(3 * i) + 2],
                BlocksWide = (columns + 7) / 8,
                BlocksHigh = (rows + 7) / 8,
            };
        }

        return components;
    }

    private void ReadScan(int start, ReadOnlySpan<byte> body)
    {
        if (body.Length < 1 || body[0] is < 1 or > 4 || body.Length != 4 + (2 * body[0])) throw JpegStructure.Corrupt("scan header");

        // A sequential scan holds all coefficients, whatever it says; some writers leave Se 0.
        if (body[^3] != 0 || body[^2] is not (0 or 63) || body[^1] != 0) throw JpegStructure.Corrupt("scan of part of the coefficients");
        JpegScanComponent[] components = new JpegScanComponent[body[0]];
        for (int i = 0; i < components.Length; i++) components[i] = ScanComponent(body[1 + (2 * i)], body[2 + (2 * i)], components.Length);
        if (components.Sum(component => component.BlocksInMcu) > 10) throw JpegStructure.Corrupt("more than 10 blocks in an MCU");

        bool alone = components.Length == 1;
        JpegComponent first = components[0].Component;
        JpegScan scan = new()
        {
            Header = start.._segments.Position,
            Components = components,
            McusWide = alone ? first.BlocksWide : (_structure.Width + _structure.McuWidth - 1) / _structure.McuWidth,
            McusHigh = alone ? first.BlocksHigh : (_structure.Height + _structure.McuHeight - 1) / _structure.McuHeight,
            RestartInterval = _restartInterval,
            DcLimit = 4 << _structure.Precision,
        };
        ReadIntervals(scan);
        _structure.Scans.Add(scan);
    }

    private readonly JpegScanComponent ScanComponent(byte id, byte selectors, int componentsInScan)
    {
        JpegComponent component = Array.Find(_structure.Components, c => c.Id == id) ?? throw JpegStructure.Corrupt("scan of an unknown component");
        if (component.Quantization is not null) throw JpegStructure.Corrupt("two scans of one component");
        int dc = selectors >> 4, ac = selectors & 15;
        if (dc > 3 || ac > 3) throw JpegStructure.Corrupt("table selector");
        component.Quantization = _quantization[component.QuantizationSelector] ?? throw JpegStructure.Corrupt("quantization table missing");
        return new JpegScanComponent(
            component,
            componentsInScan == 1 ? 1 : component.Horizontal * component.Vertical,
            dc,
            ac,
            DcTable(dc),
            _ac[ac] ?? throw JpegStructure.Corrupt("Huffman table missing"));
    }

    private readonly HuffmanTable DcTable(int selector)
    {
        HuffmanTable table = _dc[selector] ?? throw JpegStructure.Corrupt("Huffman table missing");
        byte longest = (byte)(_structure.Precision + 3);
        return table.Values.ContainsAnyExceptInRange((byte)0, longest) ? throw JpegStructure.Corrupt($"DC difference of more than {longest} bits") : table;
    }

    private void ReadIntervals(JpegScan scan)
    {
        int start = _segments.Position;
        while (true)
        {
            int at = _coded[_segments.Position..].IndexOf((byte)0xFF);
            if (at < 0) throw JpegStructure.Corrupt("no end of image");
            int end = _segments.Position + at;
            int after = end + 1;
            while (after < _coded.Length && _coded[after] == 0xFF) after++;
            if (after >= _coded.Length) throw JpegStructure.Corrupt("no end of image");
            if (_coded[after] == 0 && after == end + 1)
            {
                _segments.Position = after + 1;
                continue;
            }

            if (scan.Intervals.Count == scan.ExpectedIntervals) throw JpegStructure.Corrupt("too many restart intervals");
            scan.Intervals.Add((start, end));
            if (_coded[after] is < JpegMarker.Rst0 or > JpegMarker.Rst7)
            {
                _segments.Position = end;
                break;
            }

            if (_coded[after] - JpegMarker.Rst0 != (scan.Intervals.Count - 1) % 8) throw JpegStructure.Corrupt("restart markers out of order");
            start = _segments.Position = after + 1;
        }

        if (scan.Intervals.Count != scan.ExpectedIntervals) throw JpegStructure.Corrupt("too few restart intervals");
    }
}
