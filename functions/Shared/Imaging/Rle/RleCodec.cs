using System.Buffers;
using System.Buffers.Binary;

namespace Pipeline.Imaging.Rle;

/// <summary>RLE frames (PS3.5 annex G): a segment for each byte of each sample, most significant first, each PackBits.</summary>
public static class RleCodec
{
    private const int HeaderLength = 64;
    private const int MaximumSegments = 15;

    /// <summary>How decoded frames lie: as described, samples by pixel.</summary>
    /// <exception cref="ImageFormatException">4:2:2 chroma has no form in RLE.</exception>
    public static PixelDescription NativeForm(PixelDescription description)
        => description.PhotometricInterpretation == PhotometricInterpretation.YbrFull422
            ? throw new ImageFormatException(PixelReasons.UnsupportedPhotometricInterpretation, "RLE with subsampled chroma")
            : description with { PlanarConfiguration = 0 };

    /// <summary>Decodes a frame to <see cref="NativeForm"/>.</summary>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.CorruptRle"/>.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> coded, PixelDescription description)
    {
        PixelDescription native = NativeForm(description);
        int bytes = native.BytesPerSample, step = native.SamplesPerPixel * bytes, pixels = native.Rows * native.Columns;
        if (coded.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(coded) != step) throw Corrupt("number of segments");

        // A two-byte run gives at most 128 bytes, so a short frame cannot ask for a large picture.
        if ((long)pixels * step > 64L * coded.Length) throw Corrupt("fewer bytes than the image takes");
        byte[] samples = new byte[native.NativeFrameLength];
        for (int segment = 0; segment < step; segment++)
        {
            (int sample, int significance) = Math.DivRem(segment, bytes);
            Unpack(Segment(coded, segment, step), samples.AsSpan((sample * bytes) + (bytes - 1 - significance)), step, pixels);
        }

        return samples;
    }

    /// <summary>Codes a frame of <see cref="NativeForm"/>, each row on its own as the standard asks.</summary>
    public static void Encode(ReadOnlySpan<byte> samples, PixelDescription description, IBufferWriter<byte> output)
    {
        PixelDescription native = NativeForm(description);
        if (samples.Length != native.NativeFrameLength) throw new ArgumentException("not one frame", nameof(samples));
        int bytes = native.BytesPerSample, step = native.SamplesPerPixel * bytes;
        ArrayBufferWriter<byte> body = new(samples.Length / 4 + 64);
        byte[] header = new byte[HeaderLength], row = new byte[native.Columns];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)step);
        for (int segment = 0; segment < step; segment++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4 + (4 * segment)), (uint)(HeaderLength + body.WrittenCount));
            (int sample, int significance) = Math.DivRem(segment, bytes);
            int at = (sample * bytes) + (bytes - 1 - significance);
            for (int y = 0; y < native.Rows; y++)
            {
                for (int x = 0; x < row.Length; x++) row[x] = samples[(((y * native.Columns) + x) * step) + at];
                Pack(row, body);
            }

            if (body.WrittenCount % 2 == 1) body.Write("\0"u8);
        }

        output.Write(header);
        output.Write(body.WrittenSpan);
    }

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> coded, int segment, int segments)
    {
        if (segments > MaximumSegments) throw Corrupt("too many segments");
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(coded[(4 + (4 * segment))..]);
        uint end = segment + 1 < segments ? BinaryPrimitives.ReadUInt32LittleEndian(coded[(8 + (4 * segment))..]) : (uint)coded.Length;
        if (start < HeaderLength || end < start || end > coded.Length) throw Corrupt("segment offsets");
        return coded[(int)start..(int)end];
    }

    private static void Unpack(ReadOnlySpan<byte> packed, Span<byte> samples, int step, int pixels)
    {
        int written = 0, at = 0;
        while (written < pixels)
        {
            if (at >= packed.Length) throw Corrupt("segment cut short");
            int control = (sbyte)packed[at++];
            if (control == -128) continue;
            bool run = control < 0;
            int count = run ? 1 - control : control + 1, taken = run ? 1 : count;
            if (count > pixels - written || taken > packed.Length - at) throw Corrupt("run beyond its segment");
            for (int i = 0; i < count; i++, written++) samples[written * step] = packed[run ? at : at + i];
            at += taken;
        }
    }

    private static void Pack(ReadOnlySpan<byte> row, ArrayBufferWriter<byte> output)
    {
        while (!row.IsEmpty)
        {
            int run = Run(row);
            if (run > 1)
            {
                output.Write<byte>([(byte)(257 - run), row[0]]);
                row = row[run..];
                continue;
            }

            int literal = 1;
            while (literal < Math.Min(128, row.Length) && Run(row[literal..]) < 3) literal++;
            output.Write<byte>([(byte)(literal - 1)]);
            output.Write(row[..literal]);
            row = row[literal..];
        }
    }

    private static int Run(ReadOnlySpan<byte> row)
    {
        int length = 1;
        while (length < Math.Min(128, row.Length) && row[length] == row[0]) length++;
        return length;
    }

    private static ImageFormatException Corrupt(string what) => new(PixelReasons.CorruptRle, what);
}
