using System.Runtime.CompilerServices;

namespace Pipeline.Imaging;

/// <summary>
/// An object's frames, every one masked and proven so before it is handed on, in order. Some are worked on ahead, one
/// for each processor and one more, fewer where frames are large: memory is bounded by <see cref="LookaheadBytes"/> or by one frame.
/// </summary>
public sealed class MaskedFrameSequence
{
    /// <summary>Native bytes of the frames worked on at a time, at most, unless one alone has more.</summary>
    public const long LookaheadBytes = 16L << 20;

    private readonly FrameReader _frames;
    private readonly FrameMask _mask;
    private readonly PaletteColor? _palette;

    /// <param name="frames">At its first frame.</param>
    /// <param name="mask">What to hide in every frame.</param>
    /// <param name="palette">The palette of a PALETTE COLOR image; says which entry is darkest.</param>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.UnsupportedOperation"/>: masking is not declared for the transfer syntax.</exception>
    /// <exception cref="ArgumentException">The mask is of another size.</exception>
    public MaskedFrameSequence(FrameReader frames, FrameMask mask, PaletteColor? palette)
    {
        if (!frames.Capability.Mask)
            throw new ImageFormatException(PixelReasons.UnsupportedOperation, "masking is not supported in this transfer syntax");
        if (mask.Width != frames.Description.Columns || mask.Height != frames.Description.Rows)
            throw new ArgumentException("mask of another size", nameof(mask));
        (_frames, _mask, _palette) = (frames, mask, palette);
    }

    /// <summary>Masks the frames as they are asked for.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Each frame as it is to be written, without a pad byte; valid until the next is asked for.</returns>
    /// <exception cref="ImageFormatException">A frame cannot be read or masked, or is not proven masked: no frame may be used.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Queue<(MaskedFrame Place, Task<ReadOnlyMemory<byte>> Masked)> ahead = new();
        Stack<MaskedFrame> idle = new();
        int index = 0, places = Places();
        bool more = true;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (more && ahead.Count < places)
                {
                    more = _frames.TryReadFrame(out ReadOnlyMemory<byte> frame);
                    if (!more) break;
                    MaskedFrame place = idle.Count > 0 ? idle.Pop() : new MaskedFrame(_frames, _mask, _palette);
                    ahead.Enqueue((place, place.Begin(frame, IsLookedAt(index++))));
                }

                if (ahead.Count == 0) break;
                ReadOnlyMemory<byte> masked = await ahead.Peek().Masked;
                yield return masked;
                idle.Push(ahead.Dequeue().Place);
            }
        }
        finally
        {
            foreach ((MaskedFrame _, Task<ReadOnlyMemory<byte>> masked) in ahead) await masked.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The first frame, the last and some between are decoded for the check as well.</summary>
    private bool IsLookedAt(int index)
    {
        int last = _frames.Description.NumberOfFrames - 1;
        return index == 0 || index == last || index == last / 4 || index == last / 2 || index == (int)(3L * last / 4);
    }

    private int Places()
        => (int)Math.Clamp(LookaheadBytes / _frames.Description.NativeFrameLength, 1, Environment.ProcessorCount + 1);
}
