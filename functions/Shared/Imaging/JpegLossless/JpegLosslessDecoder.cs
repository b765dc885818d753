using System.Buffers.Binary;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.JpegLossless;

/// <summary>
/// Decodes JPEG Lossless (ITU-T T.81 process 14: SOF3, Huffman): 2 to 16 bits, every predictor, point transform, restart
/// intervals, components in one scan or several. Subsampled components, which DICOM does not use, are refused.
/// </summary>
internal static class JpegLosslessDecoder
{
    /// <summary>Decodes a frame: samples by pixel, little endian, as many bytes each as allocated.</summary>
    /// <param name="coded">One stream, from SOI.</param>
    /// <param name="form">The image the frame must be, planar configuration 0.</param>
    /// <exception cref="ImageFormatException">Damaged, of another process, or another image.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> coded, PixelDescription form)
    {
        JpegSegments segments = new(coded);
        segments.Start();
        Frame frame = new(form);
        while (true)
        {
            byte marker = segments.NextMarker();
            if (marker == JpegMarker.Eoi) break;
            ReadOnlySpan<byte> body = segments.Body();
            switch (marker)
            {
                case JpegMarker.Dht: frame.ReadTables(body); break;
                case JpegMarker.Sof3: frame.ReadHeader(body, coded.Length); break;
                case JpegMarker.Sos: frame.ReadScan(body, ref segments); break;
                case JpegMarker.Dri: frame.ReadRestartInterval(body); break;
                case JpegMarker.Dqt or >= JpegMarker.App0 and <= JpegMarker.App15 or JpegMarker.Com: break;
                case >= 0xC0 and <= 0xCF: throw Unsupported($"JPEG process of marker 0x{marker:X2}");
                default: throw JpegStructure.Corrupt($"marker 0x{marker:X2} has no place here");
            }
        }

        return frame.Finish();
    }

    private static ImageFormatException Unsupported(string what) => new(PixelReasons.UnsupportedJpegProcess, what);

    /// <summary>What was read so far.</summary>
    private sealed class Frame(PixelDescription form)
    {
        private readonly HuffmanTable?[] _tables = new HuffmanTable[4];
        private readonly HuffmanTables _known = new();
        private readonly EntropyBuffer _buffer = new();
        private byte[]? _samples;
        private byte[] _components = [];
        private bool[] _decoded = [];
        private int _precision;
        private int _restartInterval;

        public void ReadTables(ReadOnlySpan<byte> body)
        {
            foreach ((int tableClass, int selector, HuffmanTable table) in HuffmanTable.ReadAll(body, _known))
            {
                if (tableClass != 0) continue;
                if (table.Values.ContainsAnyExceptInRange((byte)0, (byte)16)) throw JpegStructure.Corrupt("difference of more than 16 bits");
                _tables[selector] = table;
            }
        }

        public void ReadHeader(ReadOnlySpan<byte> body, int codedLength)
        {
            if (_samples is not null || body.Length < 6 || body.Length != 6 + (3 * body[5])) throw JpegStructure.Corrupt("frame header");
            _precision = body[0];
            if (_precision is < 2 or > 16) throw JpegStructure.Corrupt($"{_precision} bits a sample");
            int rows = BinaryPrimitives.ReadUInt16BigEndian(body[1..]), columns = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
            CodedImage.RequireMatch(form, columns, rows, body[5], _precision);
            _components = new byte[body[5]];
            _decoded = new bool[body[5]];
            for (int i = 0; i < _components.Length; i++)
            {
                if (body[7 + (3 * i)] != 0x11 && _components.Length > 1) throw Unsupported("lossless JPEG with subsampled components");
                if (_components.AsSpan(0, i).Contains(body[6 + (3 * i)])) throw JpegStructure.Corrupt("two components of one identifier");
                _components[i] = body[6 + (3 * i)];
            }

            // Each difference takes a bit at least, so that a small stream cannot ask for a large picture.
            if ((long)rows * columns * _components.Length > 8L * codedLength) throw JpegStructure.Corrupt("fewer bits than samples");
            _samples = new byte[form.NativeFrameLength];
        }

        public void ReadRestartInterval(ReadOnlySpan<byte> body)
        {
            if (body.Length != 2) throw JpegStructure.Corrupt("restart interval");
            _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(body);
        }

        public void ReadScan(ReadOnlySpan<byte> body, ref JpegSegments segments)
        {
            if (_samples is null || body.Length < 1 || body.Length != 4 + (2 * body[0]) || body[0] is < 1 or > 4) throw JpegStructure.Corrupt("scan header");
            int predictor = body[^3], transform = body[^1] & 15;
            if (predictor is < 1 or > 7 || transform >= _precision) throw JpegStructure.Corrupt("predictor or point transform");
            if (_restartInterval % form.Columns != 0) throw JpegStructure.Corrupt("restart interval that is not whole rows");
            int[] components = new int[body[0]];
            HuffmanTable[] tables = new HuffmanTable[components.Length];
            for (int i = 0; i < components.Length; i++)
            {
                components[i] = _components.AsSpan().IndexOf(body[1 + (2 * i)]);
                if (components[i] < 0 || _decoded[components[i]]) throw JpegStructure.Corrupt("scan of an unknown component, or of one twice");
                _decoded[components[i]] = true;
                int selector = body[2 + (2 * i)] >> 4;
                tables[i] = (selector < 4 ? _tables[selector] : null) ?? throw JpegStructure.Corrupt("Huffman table missing");
            }

            LosslessScan scan = new(form, components, tables, predictor, transform, _precision);
            int rows = _restartInterval == 0 ? form.Rows : _restartInterval / form.Columns;
            for (int row = 0, interval = 0; row < form.Rows; row += rows, interval++)
            {
                if (interval > 0 && segments.NextMarker() != JpegMarker.Rst0 + ((interval - 1) % 8)) throw JpegStructure.Corrupt("restart marker missing or out of order");
                scan.Decode(_buffer.Open(segments.EntropyCoded()), row, Math.Min(form.Rows, row + rows), _samples);
            }
        }

        public byte[] Finish()
            => _samples is not null && !Array.Exists(_decoded, decoded => !decoded) ? _samples : throw JpegStructure.Corrupt("a component without a scan");
    }
}
