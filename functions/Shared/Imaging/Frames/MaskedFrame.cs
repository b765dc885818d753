using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging;

/// <summary>A place where one frame at a time is masked and proven so; holds the buffers for it.</summary>
internal sealed class MaskedFrame
{
    private readonly IFrameMasking _masking;
    private readonly MaskProof _proof;
    private readonly bool _isJpeg;
    private byte[] _input = [];

    public MaskedFrame(FrameReader frames, FrameMask mask, PaletteColor? palette)
    {
        _masking = IFrameMasking.Create(frames, mask, palette);
        _isJpeg = frames.Capability.Encoding == PixelEncoding.JpegBaseline;
        _proof = new MaskProof(frames.Masked, mask, palette);
    }

    /// <summary>Masks a frame on another thread.</summary>
    /// <param name="frame">As it lies in the object; copied before this returns.</param>
    /// <param name="decoded">Whether to check decoded samples too.</param>
    /// <returns>The masked frame, valid until the next one is begun here.</returns>
    public Task<ReadOnlyMemory<byte>> Begin(ReadOnlyMemory<byte> frame, bool decoded)
    {
        if (_input.Length < frame.Length) _input = new byte[frame.Length + (_isJpeg ? frame.Length / 4 : 0)];
        frame.CopyTo(_input);
        Memory<byte> input = _input.AsMemory(0, frame.Length);
        return Task.Run(() => Mask(input, decoded));
    }

    private ReadOnlyMemory<byte> Mask(Memory<byte> frame, bool decoded)
    {
        ReadOnlyMemory<byte> masked = _masking.Mask(frame, thorough: false);
        try
        {
            _proof.Require(masked.Span, decoded);
        }
        catch (ImageFormatException) when (_isJpeg)
        {
            // What was copied unread is not whole: reading it says why, or mends what only needed new padding.
            masked = _masking.Mask(frame, thorough: true);
            _proof.Require(masked.Span, decoded);
        }

        return masked;
    }
}
