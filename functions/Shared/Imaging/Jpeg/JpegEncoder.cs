using System.Buffers;
using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Codes pictures as JPEG Baseline: generated cines, previews.</summary>
public static class JpegEncoder
{
    /// <summary>Codes one picture.</summary>
    /// <param name="image">At most 65535 pixels wide and high; gray or RGB.</param>
    /// <param name="encoding">Quality, sampling, tables.</param>
    public static byte[] Encode(DisplayImage image, JpegEncoding encoding)
    {
        if (image.Width > 65535 || image.Height > 65535) throw new ArgumentException("wider or higher than JPEG allows", nameof(image));
        if (encoding.KeepRgb && encoding.Chroma != ChromaSampling.Full) throw new ArgumentException("RGB is not subsampled", nameof(encoding));
        Plan plan = new(image, encoding);
        short[][] coefficients = [.. Enumerable.Range(0, image.Channels).Select(plan.Transform)];
        HuffmanTable?[,] tables = StandardTables.Huffman;
        if (encoding.OptimizedTables)
        {
            SymbolCounts counts = new();
            for (int interval = 0; interval < plan.Intervals; interval++) plan.Put(coefficients, interval, counts);
            tables = counts.Tables();
        }

        ArrayBufferWriter<byte> output = new((image.Samples.Length / 4) + 1024);
        WriteHeaders(output, plan, tables);
        BitSink sink = new();
        SymbolWriter writer = new(tables, sink);
        for (int interval = 0; interval < plan.Intervals; interval++)
        {
            if (interval > 0) JpegWriter.WriteRestart(output, interval - 1);
            plan.Put(coefficients, interval, writer);
            sink.Flush(output);
        }

        JpegWriter.WriteEnd(output);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteHeaders(ArrayBufferWriter<byte> output, Plan plan, HuffmanTable?[,] tables)
    {
        JpegWriter.WriteStart(output, jfif: !plan.Encoding.KeepRgb, plan.Encoding.KeepRgb ? (byte)0 : null);
        for (int selector = 0; selector < plan.Quantization.Length; selector++)
        {
            byte[] body = new byte[65];
            body[0] = (byte)selector;
            for (int i = 0; i < 64; i++) body[1 + i] = plan.Quantization[selector][Dct.Zigzag[i]];
            JpegWriter.WriteSegment(output, JpegMarker.Dqt, body);
        }

        int channels = plan.Image.Channels;
        byte[] frame = new byte[6 + (3 * channels)], scan = new byte[4 + (2 * channels)];
        (frame[0], frame[5], scan[0], scan[^2]) = (8, (byte)channels, (byte)channels, 63);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)plan.Image.Height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), (ushort)plan.Image.Width);
        for (int i = 0; i < channels; i++)
        {
            (int horizontal, int vertical) = plan.Sampling(i);
            byte id = plan.Encoding.KeepRgb && channels == 3 ? "RGB"u8[i] : (byte)(i + 1);
            int selector = plan.Selector(i);
            (frame[6 + (3 * i)], frame[7 + (3 * i)], frame[8 + (3 * i)]) = (id, (byte)((horizontal << 4) | vertical), (byte)selector);
            (scan[1 + (2 * i)], scan[2 + (2 * i)]) = (id, (byte)((selector << 4) | selector));
        }

        JpegWriter.WriteSegment(output, JpegMarker.Sof0, frame);
        HuffmanTable?[,] used = (HuffmanTable?[,])tables.Clone();
        if (plan.Quantization.Length == 1) (used[0, 1], used[1, 1]) = (null, null);
        JpegWriter.WriteHuffmanTables(output, used);
        if (plan.Encoding.RestartInterval > 0)
            JpegWriter.WriteSegment(output, JpegMarker.Dri, [(byte)(plan.Encoding.RestartInterval >> 8), (byte)plan.Encoding.RestartInterval]);
        JpegWriter.WriteSegment(output, JpegMarker.Sos, scan);
    }

    /// <summary>The geometry of one picture's coding.</summary>
    private sealed class Plan
    {
        private readonly int _maxHorizontal;
        private readonly int _maxVertical;
        private readonly int _mcusWide;
        private readonly int _mcusHigh;

        public Plan(DisplayImage image, JpegEncoding encoding)
        {
            (Image, Encoding) = (image, encoding);
            bool color = image.Channels == 3;
            _maxHorizontal = color && encoding.Chroma != ChromaSampling.Full ? 2 : 1;
            _maxVertical = color && encoding.Chroma == ChromaSampling.Half ? 2 : 1;
            _mcusWide = (image.Width + (8 * _maxHorizontal) - 1) / (8 * _maxHorizontal);
            _mcusHigh = (image.Height + (8 * _maxVertical) - 1) / (8 * _maxVertical);
            byte[] luminance = StandardTables.Quantization(false, encoding.Quality);
            Quantization = color && !encoding.KeepRgb ? [luminance, StandardTables.Quantization(true, encoding.Quality)] : [luminance];
        }

        public DisplayImage Image { get; }

        public JpegEncoding Encoding { get; }

        public byte[][] Quantization { get; }

        public int Intervals => Encoding.RestartInterval == 0 ? 1 : ((_mcusWide * _mcusHigh) + Encoding.RestartInterval - 1) / Encoding.RestartInterval;

        public (int Horizontal, int Vertical) Sampling(int component) => component == 0 ? (_maxHorizontal, _maxVertical) : (1, 1);

        public int Selector(int component) => Quantization.Length == 1 || component == 0 ? 0 : 1;

        /// <summary>The quantized coefficients of a component, 64 a block in zigzag order, blocks by row.</summary>
        public short[] Transform(int component)
        {
            (int horizontal, int vertical) = Sampling(component);
            int wide = _mcusWide * horizontal, high = _mcusHigh * vertical;
            short[] coefficients = new short[64 * wide * high];
            float[] samples = new float[64 * wide * high];
            Sample(component, samples, 8 * wide, _maxHorizontal / horizontal, _maxVertical / vertical);
            byte[] divisors = Quantization[Selector(component)];
            Span<float> block = stackalloc float[64];
            for (int b = 0; b < wide * high; b++)
            {
                int at = (b / wide * 8 * 8 * wide) + (b % wide * 8);
                for (int y = 0; y < 8; y++) samples.AsSpan(at + (y * 8 * wide), 8).CopyTo(block[(8 * y)..]);
                Dct.Forward(block);
                for (int i = 0; i < 64; i++)
                    coefficients[(64 * b) + i] = (short)Math.Clamp((int)MathF.Round(block[Dct.Zigzag[i]] / divisors[Dct.Zigzag[i]]), i == 0 ? -1024 : -1023, 1023);
            }

            return coefficients;
        }

        /// <summary>Puts the symbols of one restart interval.</summary>
        public void Put(short[][] coefficients, int interval, ISymbolSink sink)
        {
            int[] predictions = new int[3];
            int perInterval = Encoding.RestartInterval == 0 ? int.MaxValue : Encoding.RestartInterval;
            int first = interval * (Encoding.RestartInterval == 0 ? 0 : perInterval), after = (int)Math.Min((long)first + perInterval, _mcusWide * _mcusHigh);
            for (int mcu = first; mcu < after; mcu++)
            {
                for (int component = 0; component < coefficients.Length; component++)
                {
                    (int horizontal, int vertical) = Sampling(component);
                    for (int b = 0; b < horizontal * vertical; b++)
                    {
                        int row = (mcu / _mcusWide * vertical) + (b / horizontal), column = (mcu % _mcusWide * horizontal) + (b % horizontal);
                        CoefficientCoding.Put(coefficients[component].AsSpan(64 * ((row * _mcusWide * horizontal) + column), 64), Selector(component), ref predictions[component], sink);
                    }
                }
            }
        }

        private void Sample(int component, float[] samples, int stride, int perColumn, int perRow)
        {
            int rows = samples.Length / stride, width = stride * perColumn;
            float[] line = new float[width];
            float share = 1f / (perColumn * perRow);
            for (int y = 0; y < rows * perRow; y++)
            {
                Line(component, Math.Min(y, Image.Height - 1), line);
                Span<float> target = samples.AsSpan(y / perRow * stride, stride);
                for (int x = 0; x < width; x++) target[x / perColumn] += (line[x] - 128) * share;
            }
        }

        private void Line(int component, int y, float[] line)
        {
            int channels = Image.Channels, known = Math.Min(line.Length, Image.Width);
            ReadOnlySpan<byte> row = Image.Samples.AsSpan(y * Image.Width * channels, Image.Width * channels);
            for (int x = 0; x < known; x++)
                line[x] = channels == 1 || Encoding.KeepRgb ? row[(x * channels) + component] : YbrColor.FromRgb(component, row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]);
            line.AsSpan(known).Fill(line[known - 1]);
        }
    }
}
