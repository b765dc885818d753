using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging;

/// <summary>
/// Writes the value of Pixel Data anew, every frame masked and each proven so before it is written. Keeps the transfer
/// syntax and the image's attributes; memory is bounded by one frame.
/// </summary>
public static class MaskedPixelData
{
    /// <summary>Called with each masked frame, coded, in order; the bytes are valid during the call only.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="coded">As it lies in the object.</param>
    public delegate void FrameWritten(int index, ReadOnlyMemory<byte> coded);

    /// <summary>
    /// Masks all frames. Native: the frames and a pad byte where their length is odd. Encapsulated: an offset table (rebuilt
    /// where the output can seek, else empty), one fragment a frame, the sequence delimiter.
    /// </summary>
    /// <param name="frames">At its first frame.</param>
    /// <param name="mask">What to hide in every frame.</param>
    /// <param name="palette">The palette of a PALETTE COLOR image; says which entry is darkest.</param>
    /// <param name="output">Receives the value; worthless if this throws.</param>
    /// <param name="frameWritten">Sees each masked frame, for previews.</param>
    /// <exception cref="ImageFormatException">A frame cannot be read or masked, or is not proven masked: nothing of the output may be used.</exception>
    public static void Write(FrameReader frames, FrameMask mask, PaletteColor? palette, Stream output, FrameWritten? frameWritten = null)
    {
        if (!frames.Capability.Mask)
            throw new ImageFormatException(PixelReasons.UnsupportedOperation, "masking is not supported in this transfer syntax");
        if (mask.Width != frames.Description.Columns || mask.Height != frames.Description.Rows)
            throw new ArgumentException("mask of another size", nameof(mask));
        IFrameMasking masking = frames.Capability.Encoding switch
        {
            PixelEncoding.JpegBaseline => new JpegFrameMasking(frames.Description, mask),
            PixelEncoding.Rle => new RleFrameMasking(frames.Description, mask, palette),
            _ => new NativeFrameMasking(frames.Description, mask, palette),
        };
        MaskProof proof = new(frames.Description, frames.Capability.Encoding, mask, palette);
        if (frames.Capability.IsEncapsulated) WriteEncapsulated(frames, masking, proof, output, frameWritten);
        else WriteNative(frames, masking, proof, output, frameWritten);
    }

    private static void WriteNative(FrameReader frames, IFrameMasking masking, MaskProof proof, Stream output, FrameWritten? frameWritten)
    {
        long written = 0;
        for (int index = 0; frames.TryReadFrame(out ReadOnlyMemory<byte> frame); index++)
        {
            ReadOnlyMemory<byte> masked = masking.Mask(frame);
            proof.Require(masked.Span);
            output.Write(masked.Span);
            written += masked.Length;
            frameWritten?.Invoke(index, masked);
        }

        if (written % 2 == 1) output.WriteByte(0);
    }

    private static void WriteEncapsulated(FrameReader frames, IFrameMasking masking, MaskProof proof, Stream output, FrameWritten? frameWritten)
    {
        OffsetTable table = new(output, frames.Description.NumberOfFrames);
        for (int index = 0; frames.TryReadFrame(out ReadOnlyMemory<byte> frame); index++)
        {
            ReadOnlyMemory<byte> masked = masking.Mask(frame);
            proof.Require(masked.Span);
            table.WriteFragment(index, masked.Span);
            frameWritten?.Invoke(index, masked);
        }

        table.Close();
    }
}
