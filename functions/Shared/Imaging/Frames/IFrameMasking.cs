namespace Pipeline.Imaging;

/// <summary>Masks the coded frames of one object, one after the other.</summary>
internal interface IFrameMasking
{
    /// <summary>The masked frame, valid until the next call; it may lie where the frame lay.</summary>
    /// <param name="frame">As it lies in the object; may be overwritten.</param>
    /// <param name="thorough">Leaves out what saves reading: asked for where the check after masking refused the frame.</param>
    /// <exception cref="ImageFormatException">The frame is damaged, or does not fit the object.</exception>
    ReadOnlyMemory<byte> Mask(Memory<byte> frame, bool thorough);

    /// <summary>The masking that an object's transfer syntax asks for.</summary>
    /// <param name="frames">The object's frames.</param>
    /// <param name="mask">What to hide in each; of the image's size.</param>
    /// <param name="palette">The palette of a PALETTE COLOR image.</param>
    static IFrameMasking Create(FrameReader frames, FrameMask mask, PaletteColor? palette) => frames.Capability.Encoding switch
    {
        PixelEncoding.JpegBaseline => new JpegFrameMasking(frames.Description, mask),
        PixelEncoding.Rle => new RleFrameMasking(frames.Description, mask, palette),
        PixelEncoding.Native => new NativeFrameMasking(frames.Description, mask, palette),
        _ => new DecodedFrameMasking(frames, mask, palette),
    };
}
