namespace Pipeline.Imaging;

/// <summary>
/// Writes the value of Pixel Data anew, every frame masked and each proven so before it is written. Transfer syntax and
/// attributes of the result are those of <see cref="FrameReader.Masked"/>; memory is bounded as <see cref="MaskedFrameSequence"/> says.
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
        MaskedFrameSequence masked = new(frames, mask, palette);
        if (frames.Masked.Capability.IsEncapsulated) WriteEncapsulated(frames, masked, output, frameWritten);
        else WriteNative(masked, output, frameWritten);
    }

    private static void WriteNative(MaskedFrameSequence masked, Stream output, FrameWritten? frameWritten)
    {
        long written = 0;
        int index = 0;
        foreach (ReadOnlyMemory<byte> frame in masked.ReadAsync().ToBlockingEnumerable())
        {
            output.Write(frame.Span);
            written += frame.Length;
            frameWritten?.Invoke(index, frame);
            index++;
        }

        if (written % 2 == 1) output.WriteByte(0);
    }

    private static void WriteEncapsulated(FrameReader frames, MaskedFrameSequence masked, Stream output, FrameWritten? frameWritten)
    {
        OffsetTable table = new(output, frames.Description.NumberOfFrames);
        int index = 0;
        foreach (ReadOnlyMemory<byte> frame in masked.ReadAsync().ToBlockingEnumerable())
        {
            table.WriteFragment(index, frame.Span);
            frameWritten?.Invoke(index, frame);
            index++;
        }

        table.Close();
    }
}
