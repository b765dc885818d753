namespace Pipeline.Imaging.Jpeg;

/// <summary>Decodes sequential Huffman JPEG with 8-bit samples, one frame at a time. Chroma is replicated, not interpolated.</summary>
public static class JpegDecoder
{
    /// <summary>Decodes a frame to what a screen shows; MONOCHROME1 is inverted.</summary>
    /// <param name="coded">One JPEG stream, from SOI.</param>
    /// <param name="photometricInterpretation">The object's; says whether three components are RGB.</param>
    /// <exception cref="ImageFormatException">Damaged, or of another process.</exception>
    public static DisplayImage Decode(ReadOnlySpan<byte> coded, PhotometricInterpretation photometricInterpretation)
    {
        JpegStructure structure = JpegStructure.Parse(coded);
        DisplayImage image = Combine(structure, Planes(coded, structure));
        if (photometricInterpretation == PhotometricInterpretation.Monochrome1)
            foreach (ref byte sample in image.Samples.AsSpan()) sample = (byte)~sample;
        else if (image.Channels == 3 && !structure.IsRgb(photometricInterpretation))
            YbrColor.ToRgb(image.Samples);
        return image;
    }

    /// <summary>Decodes a frame to its samples: gray, or three components by pixel, colour not transformed.</summary>
    /// <param name="coded">One JPEG stream, from SOI.</param>
    /// <param name="description">The object's image, which the frame must fit.</param>
    /// <exception cref="ImageFormatException">Damaged, of another process, or another size.</exception>
    public static byte[] DecodeSamples(ReadOnlySpan<byte> coded, PixelDescription description)
    {
        JpegStructure structure = JpegStructure.Parse(coded);
        structure.RequireMatch(description);
        return Combine(structure, Planes(coded, structure)).Samples;
    }

    private static byte[][] Planes(ReadOnlySpan<byte> coded, JpegStructure structure)
    {
        byte[][] planes = Array.ConvertAll(structure.Components, c => new byte[64 * BlocksWide(structure, c) * BlocksHigh(structure, c)]);
        EntropyBuffer buffer = new();
        foreach (JpegScan scan in structure.Scans)
        {
            for (int interval = 0; interval < scan.Intervals.Count; interval++)
            {
                (int start, int end) = scan.Intervals[interval];
                DecodeInterval(structure, scan, interval, buffer.Open(coded[start..end]), planes);
            }
        }

        return planes;
    }

    private static void DecodeInterval(JpegStructure structure, JpegScan scan, int interval, BitSource source, byte[][] planes)
    {
        Span<int> predictions = stackalloc int[4];
        Span<int> zigzag = stackalloc int[64];
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
                    zigzag.Clear();
                    predictions[component.Index] = JpegDc.Add(predictions[component.Index], source.ReadDifference(coded.Dc));
                    zigzag[0] = predictions[component.Index];
                    source.ReadAc(coded.Ac, zigzag);
                    source.RequireWithin();
                    (int row, int column) = ((mcuRow * high) + (block / wide), (mcuColumn * wide) + (block % wide));
                    Reconstruct(zigzag, component.Quantization, planes[component.Index].AsSpan((8 * row * stride) + (8 * column)), stride);
                }
            }
        }
    }

    private static void Reconstruct(ReadOnlySpan<int> zigzag, ReadOnlySpan<ushort> quantization, Span<byte> samples, int stride)
    {
        Span<float> block = stackalloc float[64];
        block.Clear();
        if (!zigzag[1..].ContainsAnyExcept(0))
        {
            byte flat = Sample(zigzag[0] * quantization[0] / 8f);
            for (int y = 0; y < 8; y++) samples.Slice(y * stride, 8).Fill(flat);
            return;
        }

        for (int i = 0; i < 64; i++) block[Dct.Zigzag[i]] = zigzag[i] * quantization[i];
        Dct.Inverse(block);
        for (int y = 0; y < 8; y++)
            for (int x = 0; x < 8; x++) samples[(y * stride) + x] = Sample(block[(8 * y) + x]);
    }

    private static byte Sample(float value) => (byte)Math.Clamp((int)MathF.Floor(value + 128.5f), 0, 255);

    private static DisplayImage Combine(JpegStructure structure, byte[][] planes)
    {
        int channels = planes.Length;
        DisplayImage image = new(structure.Width, structure.Height, channels);
        int widest = structure.McuWidth / 8, highest = structure.McuHeight / 8;
        for (int i = 0; i < channels; i++)
        {
            JpegComponent component = structure.Components[i];
            int stride = 8 * BlocksWide(structure, component);
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> row = planes[i].AsSpan(y * component.Vertical / highest * stride, stride);
                Span<byte> target = image.Samples.AsSpan(y * image.Width * channels, image.Width * channels);
                for (int x = 0; x < image.Width; x++) target[(x * channels) + i] = row[x * component.Horizontal / widest];
            }
        }

        return image;
    }

    private static int BlocksWide(JpegStructure structure, JpegComponent component)
        => (structure.Width + structure.McuWidth - 1) / structure.McuWidth * component.Horizontal;

    private static int BlocksHigh(JpegStructure structure, JpegComponent component)
        => (structure.Height + structure.McuHeight - 1) / structure.McuHeight * component.Vertical;
}
