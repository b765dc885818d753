namespace Pipeline.Imaging;

/// <summary>What one frame may cost. Input that asks for more is refused before anything is allocated for it.</summary>
/// <param name="NativeFrameBytes">Bytes of one uncompressed frame.</param>
/// <param name="CodedFrameBytes">Bytes of one compressed frame, all its fragments together.</param>
/// <param name="Frames">Frames in one object.</param>
/// <param name="Fragments">Fragments in one object.</param>
public sealed record PixelLimits(
    int NativeFrameBytes = 256 << 20,
    int CodedFrameBytes = 64 << 20,
    int Frames = 100_000,
    int Fragments = 400_000)
{
    /// <summary>256 MiB native, 64 MiB coded, 100,000 frames, 400,000 fragments.</summary>
    public static PixelLimits Default { get; } = new();
}
