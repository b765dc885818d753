using System.Buffers;
using Pipeline.Imaging.JpegLs;
using Pipeline.Imaging.Native;
using Pipeline.Imaging.Rle;

namespace Pipeline.Imaging.Faces;

/// <summary>Frames of a slice on their way: decoded, their share of the face taken out, coded as masking would leave them.</summary>
/// <param name="frames">The slice's frames.</param>
/// <param name="plan">Of the slice's series.</param>
/// <param name="slice">The slice.</param>
public sealed class FaceFrames(FrameReader frames, FacePlan plan, FaceSlice slice)
{
    private readonly PixelDescription _form = frames.Masked.Description;
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>The next frame as it is to be written; valid until the next call.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="ImageFormatException">It cannot be decoded, or not be coded without loss.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> coded)
    {
        coded = default;
        if (!frames.TryReadFrame(out ReadOnlyMemory<byte> frame)) return false;
        if (frames.Masked.Capability.Encoding is not (PixelEncoding.Native or PixelEncoding.Rle or PixelEncoding.JpegLs))
            throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "taking a face out is not supported in this transfer syntax");
        byte[] samples = Decode(frames, frame);
        plan.Apply(slice with { Description = _form }, samples);
        coded = Code(samples);
        return true;
    }

    /// <summary>The samples of a frame: what <see cref="FaceSlice.ReadSamples"/> gives.</summary>
    /// <exception cref="ImageFormatException">It cannot be decoded, or something lies beside its samples.</exception>
    public static byte[] Decode(FrameReader frames, ReadOnlyMemory<byte> frame)
    {
        byte[] samples = FrameDecoder.DecodeSamples(frame.Span, frames.Description, frames.Capability.Encoding);
        UnusedBits.RequireEmpty(samples, frames.Masked.Description);
        return samples;
    }

    private ReadOnlyMemory<byte> Code(byte[] samples)
    {
        _output.ResetWrittenCount();
        switch (frames.Masked.Capability.Encoding)
        {
            case PixelEncoding.Rle:
                RleCodec.Encode(samples, _form, _output);
                return _output.WrittenMemory;
            case PixelEncoding.JpegLs:
                JpegLsEncoder.Encode(samples, _form, _output);
                return _output.WrittenMemory;
            default:
                return samples;
        }
    }
}
