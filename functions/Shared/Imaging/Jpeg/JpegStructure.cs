namespace Pipeline.Imaging.Jpeg;

/// <summary>
/// The marker structure of one sequential Huffman JPEG with 8 or 12 bits a sample (ITU-T T.81 annex B): everything but the
/// entropy-coded bits themselves, checked so that whoever reads those needs no further look at the headers.
/// </summary>
internal sealed class JpegStructure
{
    /// <summary>Bits a sample: 8, or 12 in an extended process.</summary>
    public int Precision { get; internal set; } = 8;

    /// <summary>Rows of samples.</summary>
    public int Height { get; internal set; }

    /// <summary>Samples in a row.</summary>
    public int Width { get; internal set; }

    /// <summary>One or three components.</summary>
    public JpegComponent[] Components { get; internal set; } = [];

    /// <summary>Scans in order; together they hold every component once.</summary>
    public List<JpegScan> Scans { get; } = [];

    /// <summary>The segments decoding needs, in order: tables, frame header, restart interval. SOS is in its scan.</summary>
    public List<(byte Marker, Range Bytes)> Kept { get; } = [];

    /// <summary>A JFIF APP0 was there: three components mean YCbCr.</summary>
    public bool HasJfif { get; internal set; }

    /// <summary>The transform flag of an Adobe APP14: 0 none, 1 YCbCr; null where there is no such segment.</summary>
    public byte? AdobeTransform { get; internal set; }

    /// <summary>Columns of an MCU of all components.</summary>
    public int McuWidth => 8 * Components.Max(component => component.Horizontal);

    /// <summary>Rows of an MCU of all components.</summary>
    public int McuHeight => 8 * Components.Max(component => component.Vertical);

    /// <summary>Whether chroma has fewer samples than luma.</summary>
    public bool IsSubsampled => Array.Exists(Components, c => c.Horizontal != Components[0].Horizontal || c.Vertical != Components[0].Vertical);

    /// <param name="coded">The stream, from SOI.</param>
    /// <param name="tables">Tables of frames before; null where there were none.</param>
    /// <exception cref="ImageFormatException">Not such a JPEG, or a broken one.</exception>
    public static JpegStructure Parse(ReadOnlySpan<byte> coded, HuffmanTables? tables = null)
        => new JpegStructureParser(coded, tables ?? new HuffmanTables()).Parse();

    /// <summary>Checks size and components against the object's.</summary>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.FrameMismatch"/>.</exception>
    public void RequireMatch(PixelDescription description)
    {
        if (Width != description.Columns || Height != description.Rows)
            throw new ImageFormatException(PixelReasons.FrameMismatch, $"the JPEG has {Width}×{Height} pixels, the object {description.Columns}×{description.Rows}");
        if (Components.Length != description.SamplesPerPixel)
            throw new ImageFormatException(PixelReasons.FrameMismatch, $"the JPEG has {Components.Length} components, the object {description.SamplesPerPixel}");
        if (description.PhotometricInterpretation is PhotometricInterpretation.PaletteColor or PhotometricInterpretation.Unknown)
            throw new ImageFormatException(PixelReasons.UnsupportedPhotometricInterpretation, "JPEG holds no palette indices");
        if (Precision > description.BitsAllocated || (description.IsSigned && description.BitsAllocated > 8))
            throw new ImageFormatException(PixelReasons.UnsupportedBitDepth, $"JPEG of {Precision} bits a sample in an object of {description.BitsAllocated}, or with a sign");
    }

    /// <summary>
    /// Whether three components are red, green, blue rather than luma and chroma. The object's word counts, unless it says
    /// RGB and the stream itself proves otherwise: such files are common, and their viewers follow the stream.
    /// </summary>
    public bool IsRgb(PhotometricInterpretation photometricInterpretation)
        => photometricInterpretation == PhotometricInterpretation.Rgb && AdobeTransform != 1 && !HasJfif && !IsSubsampled;

    internal static ImageFormatException Corrupt(string what) => new(PixelReasons.CorruptJpeg, what);
}
