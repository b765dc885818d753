namespace Pipeline.Imaging;

/// <summary>What a coded frame says of itself, held against the object that it is part of.</summary>
internal static class CodedImage
{
    /// <summary>The form of a frame once it is decoded to samples: by pixel, chroma for each, JPEG 2000's transforms undone.</summary>
    public static PixelDescription DecodedForm(PixelDescription description) => description with
    {
        PlanarConfiguration = 0,
        PhotometricInterpretation = description.PhotometricInterpretation switch
        {
            PhotometricInterpretation.YbrRct or PhotometricInterpretation.YbrIct => PhotometricInterpretation.Rgb,
            PhotometricInterpretation.YbrFull422 => PhotometricInterpretation.YbrFull,
            PhotometricInterpretation same => same,
        },
    };

    /// <summary>Checks size, components and depth before anything is allocated for them.</summary>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.FrameMismatch"/>.</exception>
    public static void RequireMatch(PixelDescription form, int columns, int rows, int components, int precision)
    {
        if (columns != form.Columns || rows != form.Rows)
            throw new ImageFormatException(PixelReasons.FrameMismatch, $"the frame has {columns}×{rows} pixels, the object {form.Columns}×{form.Rows}");
        if (components != form.SamplesPerPixel)
            throw new ImageFormatException(PixelReasons.FrameMismatch, $"the frame has {components} components, the object {form.SamplesPerPixel}");
        if (precision > form.BitsAllocated)
            throw new ImageFormatException(PixelReasons.FrameMismatch, $"the frame has {precision} bits a sample, the object allocates {form.BitsAllocated}");
    }
}
