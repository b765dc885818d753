using System.Buffers.Binary;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.JpegLs;

/// <summary>
/// Decodes JPEG-LS (ITU-T T.87), lossless and near-lossless, every interleave mode. Mapping tables, restart intervals,
/// sizes beyond 65535 and subsampled components, which DICOM does not use, are refused.
/// </summary>
internal static class JpegLsDecoder
{
    /// <summary>Decodes a frame: samples by pixel, little endian, as many bytes each as allocated.</summary>
    /// <param name="coded">One stream, from SOI.</param>
    /// <param name="form">The image the frame must be, planar configuration 0.</param>
    /// <exception cref="ImageFormatException">Damaged, of a form not supported, or another image.</exception>
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
                case JpegMarker.Sof55: frame.ReadHeader(body, coded.Length); break;
                case JpegMarker.Lse: frame.ReadPreset(body); break;
                case JpegMarker.Sos: frame.ReadScan(body, segments.EntropyCoded()); break;
                case JpegMarker.Dri when body.Length >= 2 && body.ContainsAnyExcept((byte)0): throw Unsupported("JPEG-LS with restart intervals");
                case JpegMarker.Dri or >= JpegMarker.App0 and <= JpegMarker.App15 or JpegMarker.Com: break;
                default: throw Corrupt($"marker 0x{marker:X2} has no place here");
            }
        }

        return frame.Finish();
    }

    internal static ImageFormatException Corrupt(string what) => new(PixelReasons.CorruptJpegLs, what);

    private static ImageFormatException Unsupported(string what) => new(PixelReasons.UnsupportedJpegProcess, what);

    /// <summary>What was read so far.</summary>
    private sealed class Frame(PixelDescription form)
    {
        private byte[]? _samples;
        private byte[] _components = [];
        private int _decoded;
        private int _precision;
        private int _maximum;
        private int _t1;
        private int _t2;
        private int _t3;
        private int _reset;

        public void ReadHeader(ReadOnlySpan<byte> body, int codedLength)
        {
            if (_samples is not null || body.Length < 6 || body.Length != 6 + (3 * body[5])) throw Corrupt("frame header");
            _precision = body[0];
            if (_precision is < 2 or > 16) throw Corrupt($"{_precision} bits a sample");
            int rows = BinaryPrimitives.ReadUInt16BigEndian(body[1..]), columns = BinaryPrimitives.ReadUInt16BigEndian(body[3..]);
            CodedImage.RequireMatch(form, columns, rows, body[5], _precision);
            _components = new byte[body[5]];
            for (int i = 0; i < _components.Length; i++)
            {
                if (body[7 + (3 * i)] != 0x11) throw Unsupported("JPEG-LS with subsampled components");
                if (_components.AsSpan(0, i).Contains(body[6 + (3 * i)])) throw Corrupt("two components of one identifier");
                _components[i] = body[6 + (3 * i)];
            }

            // A run index grows by one a piece, so that even a flat line takes bits: less is no image.
            if (codedLength < rows / 8) throw Corrupt("fewer bits than rows");
            _samples = new byte[form.NativeFrameLength];
        }

        public void ReadPreset(ReadOnlySpan<byte> body)
        {
            if (body.Length != 11 || body[0] != 1) throw Unsupported("JPEG-LS extension other than preset parameters");
            _maximum = BinaryPrimitives.ReadUInt16BigEndian(body[1..]);
            (_t1, _t2) = (BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[5..]));
            (_t3, _reset) = (BinaryPrimitives.ReadUInt16BigEndian(body[7..]), BinaryPrimitives.ReadUInt16BigEndian(body[9..]));
        }

        public void ReadScan(ReadOnlySpan<byte> body, ReadOnlySpan<byte> entropyCoded)
        {
            if (_samples is null || body.Length < 1 || body.Length != 4 + (2 * body[0])) throw Corrupt("scan header");
            int count = body[0], near = body[^3], interleave = body[^2];
            if (body[^1] != 0) throw Unsupported("JPEG-LS with a point transform");
            if (count < 1 || count > _components.Length - _decoded || interleave > 2 || (interleave == 0 && count != 1)) throw Corrupt("scan header");
            for (int i = 0; i < count; i++)
            {
                if (body[1 + (2 * i)] != _components[_decoded + i]) throw Corrupt("scan of another component than the next");
                if (body[2 + (2 * i)] != 0) throw Unsupported("JPEG-LS with a mapping table");
            }

            JpegLsParameters parameters = JpegLsParameters.Create(_precision, near, _maximum, _t1, _t2, _t3, _reset);
            JpegLsScanDecoder decoder = new(parameters, entropyCoded);
            if (count > 1 && interleave == 2) DecodeBySample(ref decoder, count);
            else DecodeByLine(ref decoder, count);
            decoder.RequireEnd();
            _decoded += count;
        }

        public byte[] Finish()
            => _samples is not null && _decoded == _components.Length ? _samples : throw Corrupt("a component without a scan");

        private void DecodeByLine(ref JpegLsScanDecoder decoder, int count)
        {
            int[][] above = Lines(count), lines = Lines(count);
            int[] runIndexes = new int[count];
            for (int y = 0; y < form.Rows; y++)
            {
                for (int i = 0; i < count; i++)
                {
                    decoder.DecodeLine(above[i], lines[i], ref runIndexes[i]);
                    SampleRows.Write(_samples, form, _decoded + i, y, lines[i].AsSpan(1, form.Columns));
                }

                (above, lines) = (lines, above);
            }
        }

        private void DecodeBySample(ref JpegLsScanDecoder decoder, int count)
        {
            int[][] above = Lines(count), lines = Lines(count);
            int runIndex = 0;
            for (int y = 0; y < form.Rows; y++)
            {
                decoder.DecodeLine(above, lines, ref runIndex);
                for (int i = 0; i < count; i++) SampleRows.Write(_samples, form, _decoded + i, y, lines[i].AsSpan(1, form.Columns));
                (above, lines) = (lines, above);
            }
        }

        private int[][] Lines(int count)
        {
            int[][] lines = new int[count][];
            for (int i = 0; i < count; i++) lines[i] = new int[form.Columns + 2];
            return lines;
        }
    }
}
