using System.Buffers;
using System.Runtime.CompilerServices;

namespace Pipeline.Dicom;

/// <summary>Reads pixel data frame by frame, encapsulated or native.</summary>
public static class FrameReader
{
    /// <summary>
    /// The frames of the file's pixel data in order, each valid until the next is asked for: of encapsulated ones the
    /// compressed bytes with all their fragments, of native ones the samples, little-endian. Frames are told apart by the
    /// Extended or Basic Offset Table; without, by where a compressed image begins. Throws <see cref="DicomFormatException"/>
    /// with <see cref="DicomReason.BadFrames"/> where there are not Number of Frames (0028,0008) of them.
    /// </summary>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(DicomFile file, DicomLimits? limits = null, CancellationToken cancellation = default)
    {
        if (file.Streamed is not { IsPixelData: true } value)
            throw new InvalidOperationException("The file stands at no pixel data.");
        int maximum = (limits ?? DicomLimits.Default).MaxFrameBytes;
        long frames = value.Layout.Frames;
        return value.IsEncapsulated
            ? ReadEncapsulatedAsync(file, value, frames, maximum, cancellation)
            : ReadNativeAsync(value, frames, NativeLength(value, frames, maximum), cancellation);
    }

    /// <summary>The bytes of one native frame: what the image attributes say, or an equal share where they do not fit.</summary>
    private static int NativeLength(StreamedValue value, long frames, int maximum)
    {
        long bits = value.Layout.FrameBits;
        long said = frames == 1 ? (bits + 7) / 8 : bits / 8;
        bool fits = said > 0 && (frames == 1 || bits % 8 == 0) && frames <= value.Length / said && value.Length - (said * frames) is 0 or 1;
        long length = fits ? said : value.Length % frames == 0 ? value.Length / frames : throw BadFrames(value, "the length is not that of the frames");
        return length <= maximum ? (int)length : throw new DicomFormatException(DicomReason.FrameLimit, 0, value.Tag, $"a frame of more than {maximum} bytes");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadNativeAsync(StreamedValue value, long frames, int length, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using Stream stream = value.OpenRead();
        byte[] frame = ArrayPool<byte>.Shared.Rent(Math.Max(length, 8));
        try
        {
            for (long i = 0; i < frames; i++)
            {
                await stream.ReadExactlyAsync(frame.AsMemory(0, length), cancellation);
                yield return frame.AsMemory(0, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadEncapsulatedAsync(DicomFile file, StreamedValue value, long frames, int maximum, [EnumeratorCancellation] CancellationToken cancellation)
    {
        IReadOnlyList<long> starts = await StartsAsync(value, cancellation);
        if (starts.Count > 0 && starts.Count != frames)
            throw BadFrames(value, "the offset table has not as many entries as there are frames");
        bool fragmentIsFrame = file.TransferSyntax == TransferSyntax.RleLossless;
        using var frame = new PooledBuffer();
        long begun = 0;
        while (await value.ReadFragmentAsync(cancellation) is { } fragment)
        {
            int before = frame.Length;
            if (fragment.Length > maximum - before)
                throw new DicomFormatException(DicomReason.FrameLimit, 0, value.Tag, $"a frame of more than {maximum} bytes");
            frame.Extend((int)fragment.Length);
            await fragment.Content.ReadExactlyAsync(frame.Writable(before, (int)fragment.Length), cancellation);
            bool begins = begun == 0
                || (starts.Count > 0 ? begun < starts.Count && fragment.Offset == starts[(int)begun]
                    : frames > 1 && (fragmentIsFrame || IsImageStart(frame.Tail(before, (int)fragment.Length))));
            if (!begins)
                continue;
            if (begun > 0)
            {
                yield return frame.Written[..before];
                frame.RemoveFirst(before);
            }
            if (++begun > frames)
                throw BadFrames(value, "there are more frames than Number of Frames says");
        }
        if (begun != frames)
            throw BadFrames(value, "there are fewer frames than Number of Frames says");
        yield return frame.Written;
    }

    /// <summary>Offsets of 64 bits from (7FE0,0001), else of 32 from the first item (PS3.3 §C.7.6.3.1.8).</summary>
    private static async ValueTask<IReadOnlyList<long>> StartsAsync(StreamedValue value, CancellationToken cancellation)
    {
        IReadOnlyList<uint> basic = await value.ReadOffsetTableAsync(cancellation);
        return value.Layout.ExtendedOffsets is { Count: > 0 } extended ? extended : [.. basic.Select(offset => (long)offset)];
    }

    /// <summary>The first bytes of JPEG and JPEG-LS, JPEG 2000 (bare or boxed) and JPEG XL (bare or boxed).</summary>
    private static bool IsImageStart(ReadOnlySpan<byte> bytes)
        => bytes is [0xFF, 0xD8, 0xFF, ..] or [0xFF, 0x4F, 0xFF, 0x51, ..] or [0xFF, 0x0A, ..] or [0, 0, 0, 12, (byte)'j' or (byte)'J', ..];

    private static DicomFormatException BadFrames(StreamedValue value, string message) => new(DicomReason.BadFrames, value.Offset, value.Tag, message);
}
