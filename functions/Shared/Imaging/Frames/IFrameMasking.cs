namespace Pipeline.Imaging;

/// <summary>Masks coded frames, one after the other.</summary>
internal interface IFrameMasking
{
    /// <summary>The masked frame, valid until the next call; it may lie where the frame lay.</summary>
    /// <param name="frame">As it lies in the object; may be overwritten.</param>
    /// <param name="thorough">Leaves out what saves reading: asked for where the check after masking refused the frame.</param>
    ReadOnlyMemory<byte> Mask(Memory<byte> frame, bool thorough);
}
