namespace Pipeline.Imaging;

/// <summary>One item of the Sequence of Ultrasound Regions (0018,6011), PS3.3 C.8.5.5, as declared.</summary>
/// <param name="MinX0">(0018,6018), first column.</param>
/// <param name="MinY0">(0018,601A), first row.</param>
/// <param name="MaxX1">(0018,601C), last column.</param>
/// <param name="MaxY1">(0018,601E), last row.</param>
/// <param name="SpatialFormat">(0018,6012): 1 2D, 2 M-mode, 3 spectral, 4 waveform, 5 graphics, 0 none.</param>
/// <param name="DataType">(0018,6014): 1 tissue … 0xD gray bar, 0xE color bar … 0 none.</param>
/// <param name="Flags">(0018,6016).</param>
public readonly record struct UltrasoundRegion(
    long MinX0, long MinY0, long MaxX1, long MaxY1, int SpatialFormat, int DataType, long Flags)
{
    /// <summary>Whether the region shows an image, a trace or a spectrum, as opposed to text, graphics or a bar.</summary>
    public bool HoldsImage => SpatialFormat is >= 1 and <= 4 && DataType is >= 1 and not (0xD or 0xE);
}
