namespace Pipeline.Imaging;

/// <summary>Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2: those whose black is known here.</summary>
public enum PhotometricInterpretation
{
    /// <summary>Not one of those below: never masked, never shown.</summary>
    Unknown,

    /// <summary>One sample; the lowest value is white.</summary>
    Monochrome1,

    /// <summary>One sample; the lowest value is black.</summary>
    Monochrome2,

    /// <summary>One sample, an index into the palette color lookup tables.</summary>
    PaletteColor,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Luma and two chroma samples per pixel, full range.</summary>
    YbrFull,

    /// <summary>As <see cref="YbrFull"/>, chroma shared by two neighbours in a row.</summary>
    YbrFull422,

    /// <summary>JPEG 2000's reversible transform of RGB: found in coded frames only.</summary>
    YbrRct,

    /// <summary>JPEG 2000's irreversible transform of RGB: found in coded frames only.</summary>
    YbrIct,
}
