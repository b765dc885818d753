namespace Pipeline.Imaging;

/// <summary>Masks coded frames, one after the other.</summary>
internal interface IFrameMasking
{
    /// <summary>The masked frame, valid until the next call.</summary>
    ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> frame);
}
