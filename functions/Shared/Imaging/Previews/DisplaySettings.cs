namespace Pipeline.Imaging;

/// <summary>How stored values become what a screen shows.</summary>
/// <param name="WindowCenter">(0028,1050), first value; null: the range of the image itself.</param>
/// <param name="WindowWidth">(0028,1051), first value; at least 1.</param>
/// <param name="RescaleSlope">(0028,1053).</param>
/// <param name="RescaleIntercept">(0028,1052).</param>
/// <param name="Palette">The palette of a PALETTE COLOR image.</param>
public sealed record DisplaySettings(
    double? WindowCenter = null,
    double? WindowWidth = null,
    double RescaleSlope = 1,
    double RescaleIntercept = 0,
    PaletteColor? Palette = null);
