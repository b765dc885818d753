using System.Buffers;
using System.Buffers.Binary;
using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.JpegLs;

/// <summary>Codes frames as lossless JPEG-LS (ITU-T T.87) with default parameters, colour interleaved by line.</summary>
public static class JpegLsEncoder
{
    private const byte InterleavedByLine = 1;

    /// <summary>
    /// Bits a sample is coded with: the stored ones where they are the lowest and unsigned; else the whole cell, so that the
    /// bits a reader extends a sign from stay. Never so few that readers would want smaller cells.
    /// </summary>
    public static int PrecisionOf(PixelDescription form)
        => form.HighBit == form.BitsStored - 1 && !form.IsSigned ? Math.Max(form.BitsAllocated == 8 ? 8 : 9, form.BitsStored) : form.BitsAllocated;

    /// <summary>Codes one frame.</summary>
    /// <param name="samples">By pixel, little endian.</param>
    /// <param name="form">How they lie; planar configuration 0, 65535 pixels wide and high at most, chroma not subsampled.</param>
    /// <param name="output">Receives the stream, SOI to EOI.</param>
    public static void Encode(ReadOnlySpan<byte> samples, PixelDescription form, IBufferWriter<byte> output)
        => Encode(samples, form, PrecisionOf(form), output);

    /// <summary>As the other, with as many bits a sample as are said: 2 to 16.</summary>
    internal static void Encode(ReadOnlySpan<byte> samples, PixelDescription form, int precision, IBufferWriter<byte> output)
    {
        if (form.PlanarConfiguration != 0 || samples.Length != form.NativeFrameLength || form.PhotometricInterpretation == PhotometricInterpretation.YbrFull422)
            throw new ArgumentException("not one frame by pixel", nameof(samples));
        int components = form.SamplesPerPixel;
        WriteHeaders(output, form, precision);
        JpegLsBitWriter bits = new(output);
        JpegLsScanEncoder encoder = new(JpegLsParameters.Create(precision, near: 0), bits);
        int[][] above = Lines(form), lines = Lines(form);
        int[] runIndexes = new int[components];
        for (int y = 0; y < form.Rows; y++)
        {
            for (int i = 0; i < components; i++)
            {
                Span<int> line = lines[i].AsSpan(1, form.Columns);
                SampleRows.Read(samples, form, i, y, line);
                foreach (ref int value in line) value &= (1 << precision) - 1;
                encoder.EncodeLine(above[i], lines[i], ref runIndexes[i]);
            }

            (above, lines) = (lines, above);
        }

        bits.Flush();
        JpegWriter.WriteEnd(output);
    }

    private static void WriteHeaders(IBufferWriter<byte> output, PixelDescription form, int precision)
    {
        int components = form.SamplesPerPixel;
        byte[] frame = new byte[6 + (3 * components)], scan = new byte[4 + (2 * components)];
        (frame[0], frame[5], scan[0], scan[^2]) = ((byte)precision, (byte)components, (byte)components, components == 1 ? (byte)0 : InterleavedByLine);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)form.Rows);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), (ushort)form.Columns);
        for (int i = 0; i < components; i++)
        {
            (frame[6 + (3 * i)], frame[7 + (3 * i)]) = ((byte)(i + 1), 0x11);
            scan[1 + (2 * i)] = (byte)(i + 1);
        }

        output.Write<byte>([0xFF, JpegMarker.Soi]);
        JpegWriter.WriteSegment(output, JpegMarker.Sof55, frame);
        JpegWriter.WriteSegment(output, JpegMarker.Sos, scan);
    }

    private static int[][] Lines(PixelDescription form)
    {
        int[][] lines = new int[form.SamplesPerPixel][];
        for (int i = 0; i < lines.Length; i++) lines[i] = new int[form.Columns + 2];
        return lines;
    }
}
