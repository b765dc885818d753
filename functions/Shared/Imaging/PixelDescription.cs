namespace Pipeline.Imaging;

/// <summary>
/// The Image Pixel module's attributes that say how samples lie in pixel data (PS3.3 C.7.6.3). A plain value, as read;
/// <see cref="Validate"/> tells whether it makes sense.
/// </summary>
/// <param name="Rows">(0028,0010), pixels.</param>
/// <param name="Columns">(0028,0011), pixels.</param>
/// <param name="SamplesPerPixel">(0028,0002): 1 or 3.</param>
/// <param name="PhotometricInterpretation">(0028,0004).</param>
/// <param name="PlanarConfiguration">(0028,0006): 0 by pixel, 1 by plane.</param>
/// <param name="BitsAllocated">(0028,0100): 8 or 16.</param>
/// <param name="BitsStored">(0028,0101).</param>
/// <param name="HighBit">(0028,0102).</param>
/// <param name="PixelRepresentation">(0028,0103): 0 unsigned, 1 two's complement.</param>
/// <param name="NumberOfFrames">(0028,0008): 1 where absent.</param>
public readonly record struct PixelDescription(
    int Rows,
    int Columns,
    int SamplesPerPixel,
    PhotometricInterpretation PhotometricInterpretation,
    int PlanarConfiguration,
    int BitsAllocated,
    int BitsStored,
    int HighBit,
    int PixelRepresentation,
    int NumberOfFrames)
{
    /// <summary>Bytes of one sample: 1 or 2.</summary>
    public int BytesPerSample => BitsAllocated / 8;

    /// <summary>Whether samples are two's complement.</summary>
    public bool IsSigned => PixelRepresentation == 1;

    /// <summary>Bytes of one uncompressed frame as PS3.5 8.1.1 and C.7.6.3.1.2 lay it out (4:2:2 takes two samples a pixel).</summary>
    public long NativeFrameLength
        => (long)Rows * Columns * BytesPerSample
            * (PhotometricInterpretation == PhotometricInterpretation.YbrFull422 ? 2 : SamplesPerPixel);

    /// <summary>An 8-bit description, as compressed and generated images mostly have it.</summary>
    public static PixelDescription EightBit(
        int rows, int columns, PhotometricInterpretation photometricInterpretation, int numberOfFrames = 1)
        => new(rows, columns, IsColor(photometricInterpretation) ? 3 : 1, photometricInterpretation, 0, 8, 8, 7, 0, numberOfFrames);

    /// <summary>The defined term of (0028,0004), trailing spaces ignored; anything not supported is <see cref="PhotometricInterpretation.Unknown"/>.</summary>
    public static PhotometricInterpretation ParsePhotometricInterpretation(string? value) => value?.Trim(' ', '\0') switch
    {
        "MONOCHROME1" => PhotometricInterpretation.Monochrome1,
        "MONOCHROME2" => PhotometricInterpretation.Monochrome2,
        "PALETTE COLOR" => PhotometricInterpretation.PaletteColor,
        "RGB" => PhotometricInterpretation.Rgb,
        "YBR_FULL" => PhotometricInterpretation.YbrFull,
        "YBR_FULL_422" => PhotometricInterpretation.YbrFull422,
        "YBR_RCT" => PhotometricInterpretation.YbrRct,
        "YBR_ICT" => PhotometricInterpretation.YbrIct,
        _ => PhotometricInterpretation.Unknown,
    };

    /// <summary>The defined term of a photometric interpretation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is unknown.</exception>
    public static string TermOf(PhotometricInterpretation photometricInterpretation) => photometricInterpretation switch
    {
        PhotometricInterpretation.Monochrome1 => "MONOCHROME1",
        PhotometricInterpretation.Monochrome2 => "MONOCHROME2",
        PhotometricInterpretation.PaletteColor => "PALETTE COLOR",
        PhotometricInterpretation.Rgb => "RGB",
        PhotometricInterpretation.YbrFull => "YBR_FULL",
        PhotometricInterpretation.YbrFull422 => "YBR_FULL_422",
        PhotometricInterpretation.YbrRct => "YBR_RCT",
        PhotometricInterpretation.YbrIct => "YBR_ICT",
        _ => throw new ArgumentOutOfRangeException(nameof(photometricInterpretation)),
    };

    /// <summary>Checks every attribute against the others and against the limits.</summary>
    /// <exception cref="ImageFormatException">Something is missing, contradictory, unsupported or too large.</exception>
    public void Validate(PixelLimits limits)
    {
        if (Rows is < 1 or > 65535 || Columns is < 1 or > 65535)
            throw Invalid($"rows {Rows} × columns {Columns}");
        if (PhotometricInterpretation == PhotometricInterpretation.Unknown)
            throw new ImageFormatException(PixelReasons.UnsupportedPhotometricInterpretation, "the photometric interpretation is not supported");
        if (BitsAllocated is not (8 or 16))
            throw new ImageFormatException(PixelReasons.UnsupportedBitDepth, $"{BitsAllocated} bits allocated");
        if (SamplesPerPixel != (IsColor(PhotometricInterpretation) ? 3 : 1))
            throw Invalid($"{SamplesPerPixel} samples per pixel in {PhotometricInterpretation}");
        if (BitsStored < 1 || BitsStored > BitsAllocated || HighBit < BitsStored - 1 || HighBit >= BitsAllocated)
            throw Invalid($"bits stored {BitsStored}, high bit {HighBit}, bits allocated {BitsAllocated}");
        if (PlanarConfiguration is not (0 or 1) || PixelRepresentation is not (0 or 1))
            throw Invalid($"planar configuration {PlanarConfiguration}, pixel representation {PixelRepresentation}");
        if (NumberOfFrames < 1)
            throw Invalid($"{NumberOfFrames} frames");
        if (NumberOfFrames > limits.Frames || NativeFrameLength > limits.NativeFrameBytes)
            throw new ImageFormatException(PixelReasons.TooLarge, $"{NumberOfFrames} frames of {NativeFrameLength} bytes");
    }

    /// <summary>Checks what only uncompressed samples must keep: 4:2:2 chroma comes in pairs of 8 bits, by pixel.</summary>
    /// <exception cref="ImageFormatException">The layout is not one of PS3.3 C.7.6.3.1.2.</exception>
    public void RequireNativeLayout()
    {
        if (PhotometricInterpretation is PhotometricInterpretation.YbrRct or PhotometricInterpretation.YbrIct)
            throw new ImageFormatException(PixelReasons.UnsupportedPhotometricInterpretation, "a transform of JPEG 2000 in samples that are not");
        if (PhotometricInterpretation != PhotometricInterpretation.YbrFull422) return;
        if (BitsAllocated != 8) throw new ImageFormatException(PixelReasons.UnsupportedBitDepth, "4:2:2 chroma with 16 bits allocated");
        if (Columns % 2 == 1) throw Invalid("4:2:2 chroma with an odd number of columns");
    }

    private static bool IsColor(PhotometricInterpretation photometricInterpretation)
        => photometricInterpretation is PhotometricInterpretation.Rgb or PhotometricInterpretation.YbrFull or PhotometricInterpretation.YbrFull422
            or PhotometricInterpretation.YbrRct or PhotometricInterpretation.YbrIct;

    private static ImageFormatException Invalid(string what) => new(PixelReasons.InvalidDescription, what);
}
