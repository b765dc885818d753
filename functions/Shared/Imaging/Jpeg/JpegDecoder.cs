using System.Buffers.Binary;

namespace Pipeline.Imaging.Jpeg;

/// <summary>Decodes Huffman-coded JPEG of 8 and 12 bits, sequential or progressive. Chroma is replicated, not interpolated.</summary>
public static class JpegDecoder
{
    /// <summary>Decodes a frame to what a screen shows: the upper 8 bits; MONOCHROME1 is inverted.</summary>
    /// <param name="coded">One JPEG stream, from SOI.</param>
    /// <param name="photometricInterpretation">The object's; says whether three components are RGB.</param>
    /// <exception cref="ImageFormatException">Damaged, or of another process.</exception>
    public static DisplayImage Decode(ReadOnlySpan<byte> coded, PhotometricInterpretation photometricInterpretation)
    {
        coded = ProgressiveTranscoder.ToSequential(coded);
        JpegStructure structure = JpegStructure.Parse(coded);
        DisplayImage image = new(structure.Width, structure.Height, structure.Components.Length);
        Combine(structure, Planes(coded, structure), image.Samples, bytes: 1, shift: structure.Precision - 8);
        if (photometricInterpretation == PhotometricInterpretation.Monochrome1)
            foreach (ref byte sample in image.Samples.AsSpan()) sample = (byte)~sample;
        else if (image.Channels == 3 && !structure.IsRgb(photometricInterpretation))
            YbrColor.ToRgb(image.Samples);
        return image;
    }

    /// <summary>Decodes a frame to its samples: gray, or three components by pixel, colour not transformed; as many bytes each as allocated.</summary>
    /// <param name="coded">One JPEG stream, from SOI.</param>
    /// <param name="description">The object's image, which the frame must fit.</param>
    /// <exception cref="ImageFormatException">Damaged, of another process, or another size.</exception>
    public static byte[] DecodeSamples(ReadOnlySpan<byte> coded, PixelDescription description)
    {
        coded = ProgressiveTranscoder.ToSequential(coded);
        JpegStructure structure = JpegStructure.Parse(coded);
        structure.RequireMatch(description);
        byte[] samples = new byte[structure.Width * structure.Height * structure.Components.Length * description.BytesPerSample];
        Combine(structure, Planes(coded, structure), samples, description.BytesPerSample, shift: 0);
        return samples;
    }

    private static short[][] Planes(ReadOnlySpan<byte> coded, JpegStructure structure)
    {
        short[][] planes = Array.ConvertAll(structure.Components, c => new short[64 * BlocksWide(structure, c) * BlocksHigh(structure, c)]);
        float[][] divisors = Array.ConvertAll(structure.Components, c => InverseDct.ScaledDivisors(c.Quantization));
        EntropyBuffer buffer = new();
        foreach (JpegScan scan in structure.Scans)
        {
            for (int interval = 0; interval < scan.Intervals.Count; interval++)
            {
                (int start, int end) = scan.Intervals[interval];
                DecodeInterval(structure, scan, interval, buffer.Open(coded[start..end]), (divisors, planes));
            }
        }

        return planes;
    }

    private static void DecodeInterval(JpegStructure structure, JpegScan scan, int interval, BitSource source, (float[][] Divisors, short[][] Planes) target)
    {
        Span<int> predictions = stackalloc int[4];
        Span<float> values = stackalloc float[64];
        (int first, int after) = scan.McusOf(interval);
        for (int mcu = first; mcu < after; mcu++)
        {
            (int mcuRow, int mcuColumn) = Math.DivRem(mcu, scan.McusWide);
            foreach (JpegScanComponent coded in scan.Components)
            {
                JpegComponent component = coded.Component;
                int wide = scan.Components.Length == 1 ? 1 : component.Horizontal, high = coded.BlocksInMcu / wide;
                int stride = 8 * BlocksWide(structure, component);
                for (int block = 0; block < coded.BlocksInMcu; block++)
                {
                    ref int dc = ref predictions[component.Index];
                    dc = JpegDc.Add(dc, source.ReadDifference(coded.Dc), scan.DcLimit);
                    values.Clear();
                    bool flat = !source.ReadScaledAc(coded.Ac, target.Divisors[component.Index], values);
                    source.RequireWithin();
                    (int row, int column) = ((mcuRow * high) + (block / wide), (mcuColumn * wide) + (block % wide));
                    Span<short> samples = target.Planes[component.Index].AsSpan((8 * row * stride) + (8 * column));
                    if (flat)
                    {
                        Fill(samples, stride, Sample(dc * component.Quantization![0] / 8f, structure.Precision));
                        continue;
                    }

                    values[0] = dc * target.Divisors[component.Index][0];
                    InverseDct.Write(values, structure.Precision, samples, stride);
                }
            }
        }
    }

    private static void Fill(Span<short> samples, int stride, short value)
    {
        for (int y = 0; y < 8; y++) samples.Slice(y * stride, 8).Fill(value);
    }

    private static short Sample(float value, int precision)
        => (short)Math.Clamp((int)MathF.Floor(value + (1 << (precision - 1)) + 0.5f), 0, (1 << precision) - 1);

    private static void Combine(JpegStructure structure, short[][] planes, Span<byte> samples, int bytes, int shift)
    {
        int step = planes.Length * bytes, widest = structure.McuWidth / 8, highest = structure.McuHeight / 8;
        for (int i = 0; i < planes.Length; i++)
        {
            JpegComponent component = structure.Components[i];
            int stride = 8 * BlocksWide(structure, component);
            for (int y = 0; y < structure.Height; y++)
            {
                ReadOnlySpan<short> row = planes[i].AsSpan(y * component.Vertical / highest * stride, stride);
                Span<byte> target = samples.Slice(y * structure.Width * step, structure.Width * step);
                if (bytes == 2) WriteWords(row, target[(2 * i)..], step, (component.Horizontal, widest));
                else WriteBytes(row, target[i..], step, (component.Horizontal, widest), shift);
            }
        }
    }

    private static void WriteBytes(ReadOnlySpan<short> row, Span<byte> target, int step, (int Own, int Widest) sampling, int shift)
    {
        if (sampling.Own == sampling.Widest)
        {
            for (int at = 0, x = 0; at < target.Length; at += step, x++) target[at] = (byte)(row[x] >> shift);
        }
        else if (sampling.Widest == 2)
        {
            for (int at = 0, x = 0; at < target.Length; at += step, x++) target[at] = (byte)(row[x >> 1] >> shift);
        }
        else
        {
            for (int at = 0, x = 0; at < target.Length; at += step, x++) target[at] = (byte)(row[x * sampling.Own / sampling.Widest] >> shift);
        }
    }

    private static void WriteWords(ReadOnlySpan<short> row, Span<byte> target, int step, (int Own, int Widest) sampling)
    {
        for (int at = 0, x = 0; at < target.Length; at += step, x++)
            BinaryPrimitives.WriteInt16LittleEndian(target[at..], row[x * sampling.Own / sampling.Widest]);
    }

    private static int BlocksWide(JpegStructure structure, JpegComponent component)
        => (structure.Width + structure.McuWidth - 1) / structure.McuWidth * component.Horizontal;

    private static int BlocksHigh(JpegStructure structure, JpegComponent component)
        => (structure.Height + structure.McuHeight - 1) / structure.McuHeight * component.Vertical;
}
