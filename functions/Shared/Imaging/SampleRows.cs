using System.Buffers.Binary;

namespace Pipeline.Imaging;

/// <summary>Moves rows of one component between decoders, which count in integers, and frames that lie by pixel, little endian.</summary>
internal static class SampleRows
{
    /// <summary>Writes a row, or a piece of one from a column on; values keep their low bits, as many as a cell has.</summary>
    public static void Write(Span<byte> samples, PixelDescription form, int component, int row, ReadOnlySpan<int> line, int column = 0)
    {
        int step = form.SamplesPerPixel, first = ((row * form.Columns) + column) * step;
        if (form.BitsAllocated == 8)
        {
            Span<byte> bytes = samples.Slice(first, line.Length * step);
            for (int x = 0, at = component; x < line.Length; x++, at += step) bytes[at] = (byte)line[x];
            return;
        }

        Span<byte> words = samples.Slice(2 * first, 2 * line.Length * step);
        for (int x = 0, at = 2 * component; x < line.Length; x++, at += 2 * step) BinaryPrimitives.WriteUInt16LittleEndian(words[at..], (ushort)line[x]);
    }

    /// <summary>Reads a row of cells as unsigned numbers.</summary>
    public static void Read(ReadOnlySpan<byte> samples, PixelDescription form, int component, int row, Span<int> line)
    {
        int step = form.SamplesPerPixel, bytes = form.BytesPerSample;
        ReadOnlySpan<byte> source = samples.Slice(row * form.Columns * step * bytes, form.Columns * step * bytes);
        for (int x = 0; x < line.Length; x++)
        {
            int at = ((x * step) + component) * bytes;
            line[x] = bytes == 1 ? source[at] : BinaryPrimitives.ReadUInt16LittleEndian(source[at..]);
        }
    }
}
