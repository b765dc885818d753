namespace Pipeline.Imaging;

/// <summary>What an object's pixel data becomes when its frames are masked.</summary>
/// <param name="Description">The Image Pixel module of the masked object: where frames are decoded, colour is by pixel and its transform undone.</param>
/// <param name="Capability">Of the transfer syntax it is written in.</param>
public sealed record MaskedForm(PixelDescription Description, PixelCapability Capability)
{
    /// <summary>The form that <see cref="PixelCapabilities"/> declares for an object.</summary>
    /// <param name="description">The object's image.</param>
    /// <param name="capability">Of the object's transfer syntax.</param>
    public static MaskedForm Of(PixelDescription description, PixelCapability capability)
    {
        PixelCapability masked = PixelCapabilities.Find(capability.MaskedUid);
        return new MaskedForm(masked.Encoding == PixelEncoding.JpegLs ? CodedImage.DecodedForm(description) : description, masked);
    }
}
