namespace Pipeline.Imaging;

/// <summary>Why pixel data is quarantined: stable codes, each with the one thing a person can do about it.</summary>
public static class PixelReasons
{
    /// <summary>The transfer syntax is not declared in <see cref="PixelCapabilities"/>: convert the object to a declared one.</summary>
    public const string UnsupportedTransferSyntax = "pixels.unsupported-transfer-syntax";

    /// <summary>The transfer syntax is declared, but not for what was asked of it (decode, mask or preview).</summary>
    public const string UnsupportedOperation = "pixels.unsupported-operation";

    /// <summary>The Image Pixel module contradicts itself or lacks what is needed (PS3.3 C.7.6.3).</summary>
    public const string InvalidDescription = "pixels.invalid-description";

    /// <summary>The photometric interpretation is unknown, or not one that this encoding is supported in.</summary>
    public const string UnsupportedPhotometricInterpretation = "pixels.unsupported-photometric-interpretation";

    /// <summary>Bits allocated other than 8 and 16.</summary>
    public const string UnsupportedBitDepth = "pixels.unsupported-bit-depth";

    /// <summary>A frame, image or segment is larger than <see cref="PixelLimits"/> allows.</summary>
    public const string TooLarge = "pixels.too-large";

    /// <summary>Pixel data ends before the last frame does.</summary>
    public const string Truncated = "pixels.truncated";

    /// <summary>Pixel data goes on after the last frame: what follows cannot be judged.</summary>
    public const string TrailingData = "pixels.trailing-data";

    /// <summary>Fragments cannot be told apart into frames: neither offset table nor structure nor number says so.</summary>
    public const string AmbiguousFragments = "pixels.ambiguous-fragments";

    /// <summary>The sequence of fragments is not as PS3.5 A.4 has it.</summary>
    public const string CorruptFragments = "pixels.corrupt-fragments";

    /// <summary>The coded frame's rows, columns or components are not those of the object.</summary>
    public const string FrameMismatch = "pixels.frame-mismatch";

    /// <summary>Not a JPEG stream, or one that breaks its own rules (ITU-T T.81).</summary>
    public const string CorruptJpeg = "pixels.corrupt-jpeg";

    /// <summary>A process or option of JPEG, JPEG-LS or JPEG 2000 that is not read: arithmetic coding, hierarchical frames, subsampled lossless components, mapping tables.</summary>
    public const string UnsupportedJpegProcess = "pixels.unsupported-jpeg-process";

    /// <summary>Not a JPEG-LS stream, or one that breaks its own rules (ITU-T T.87).</summary>
    public const string CorruptJpegLs = "pixels.corrupt-jpeg-ls";

    /// <summary>Not a JPEG 2000 codestream, or one that breaks its own rules (ITU-T T.800).</summary>
    public const string CorruptJpeg2000 = "pixels.corrupt-jpeg-2000";

    /// <summary>High-Throughput JPEG 2000 (ITU-T T.814): recognised, not read; send the object as JPEG 2000 or uncompressed.</summary>
    public const string HighThroughputJpeg2000 = "pixels.htj2k";

    /// <summary>MPEG-2, MPEG-4 or HEVC video: recognised, not read; send single frames.</summary>
    public const string Video = "pixels.video";

    /// <summary>An RLE frame that breaks its own rules (PS3.5 annex G).</summary>
    public const string CorruptRle = "pixels.corrupt-rle";

    /// <summary>A palette whose tables are missing or not as PS3.3 C.7.6.3.1.5 has them.</summary>
    public const string InvalidPalette = "pixels.invalid-palette";

    /// <summary>An overlay, or something else, lies in the unused bits of the pixels: convert the object so that they are empty.</summary>
    public const string EmbeddedOverlay = "pixels.embedded-overlay";

    /// <summary>The check after masking found something else than the mask where the mask should be.</summary>
    public const string MaskNotProven = "pixels.mask-not-proven";

    /// <summary>Ultrasound: no region says where the image is, so burned-in text cannot be located.</summary>
    public const string NoRegions = "pixels.regions-missing";

    /// <summary>Ultrasound: a declared region reaches beyond the image.</summary>
    public const string RegionOutsideImage = "pixels.region-outside-image";

    /// <summary>Ultrasound: the regions cover the whole frame, as screen captures declare them.</summary>
    public const string RegionCoversFrame = "pixels.region-covers-frame";

    /// <summary>Ultrasound: a declared region has no pixels.</summary>
    public const string RegionEmpty = "pixels.region-empty";

    /// <summary>Ultrasound: every declared region is text, graphics or a bar; none is an image.</summary>
    public const string RegionsHoldNoImage = "pixels.regions-hold-no-image";
}
