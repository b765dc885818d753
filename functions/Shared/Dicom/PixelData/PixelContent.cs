namespace Pipeline.Dicom;

/// <summary>The new value of pixel data (or of another streamed element), in pieces as it is written.</summary>
public sealed class PixelContent
{
    private PixelContent(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, long length, bool encapsulated, IReadOnlyList<long>? frameLengths, Vr vr)
    {
        Pieces = pieces;
        Length = length;
        IsEncapsulated = encapsulated;
        FrameLengths = frameLengths;
        Vr = vr;
    }

    internal IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces { get; }

    internal long Length { get; }

    internal bool IsEncapsulated { get; }

    internal IReadOnlyList<long>? FrameLengths { get; }

    internal Vr Vr { get; }

    /// <summary>
    /// A native value of exactly <paramref name="length"/> bytes (below 4 GiB), little-endian. Each piece is written before
    /// the next is asked for, so that one buffer may serve them all.
    /// </summary>
    public static PixelContent Native(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, long length, Vr vr = Vr.OW)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(length, uint.MaxValue - 1);
        return new(pieces, length, false, null, vr);
    }

    /// <summary>A native value at hand.</summary>
    public static PixelContent Native(ReadOnlyMemory<byte> value, Vr vr = Vr.OW) => Native(One(value), value.Length, vr);

    /// <summary>
    /// Encapsulated frames, each one fragment, padded by us. With their lengths known beforehand a Basic Offset Table is
    /// written, else an empty one. Each frame is written before the next is asked for.
    /// </summary>
    public static PixelContent Encapsulated(IAsyncEnumerable<ReadOnlyMemory<byte>> frames, IReadOnlyList<long>? frameLengths = null)
        => new(frames, -1, true, frameLengths, Vr.OB);

    /// <summary>Encapsulated frames at hand, with a Basic Offset Table.</summary>
    public static PixelContent Encapsulated(IReadOnlyList<ReadOnlyMemory<byte>> frames)
        => Encapsulated(Each(frames), [.. frames.Select(frame => (long)frame.Length)]);

    private static IAsyncEnumerable<ReadOnlyMemory<byte>> One(ReadOnlyMemory<byte> value) => Each([value]);

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Each(IReadOnlyList<ReadOnlyMemory<byte>> values)
    {
        await ValueTask.CompletedTask;
        foreach (ReadOnlyMemory<byte> value in values)
            yield return value;
    }
}
