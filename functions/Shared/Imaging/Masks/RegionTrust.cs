namespace Pipeline.Imaging;

/// <summary>What an object's declared ultrasound regions are worth: rectangles to keep, or why they cannot be trusted.</summary>
public sealed record RegionTrust
{
    private const double WholeFrame = 0.98;
    private const int MaximumRegions = 64;

    private RegionTrust(FrameMask? mask, string? refusal) => (Mask, Refusal) = (mask, refusal);

    /// <summary>Hides all but the trusted regions; null when refused.</summary>
    public FrameMask? Mask { get; }

    /// <summary>A code of <see cref="PixelReasons"/>; null when trusted.</summary>
    public string? Refusal { get; }

    /// <summary>
    /// Judges geometry only; whether this device puts names inside its regions is another question. One region that
    /// exceeds the image, is empty, or (with the others) covers 98 % of the frame makes all of them untrustworthy. Regions
    /// that declare text, graphics or bars are hidden, also where another region overlaps them.
    /// </summary>
    /// <param name="regions">As declared, in order.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="height">Rows of the image.</param>
    public static RegionTrust Judge(IReadOnlyCollection<UltrasoundRegion> regions, int width, int height)
    {
        if (regions.Count == 0) return Refused(PixelReasons.NoRegions);
        if (regions.Count > MaximumRegions) return Refused(PixelReasons.TooLarge);
        foreach (UltrasoundRegion region in regions)
        {
            // Some scanners give the edge after the last pixel: equal to the size is still inside.
            if (region.MinX0 < 0 || region.MinY0 < 0 || region.MaxX1 > width || region.MaxY1 > height)
                return Refused(PixelReasons.RegionOutsideImage);
            if (region.MaxX1 <= region.MinX0 || region.MaxY1 <= region.MinY0)
                return Refused(PixelReasons.RegionEmpty);
        }

        FrameMask outside = FrameMask.KeepOnly(width, height, regions.Where(region => region.HoldsImage).Select(Rectangle));
        FrameMask mask = outside.Union(FrameMask.Hide(width, height, regions.Where(region => !region.HoldsImage).Select(Rectangle)));
        long all = (long)width * height;
        if (mask.HiddenArea == all) return Refused(PixelReasons.RegionsHoldNoImage);
        return all - outside.HiddenArea >= WholeFrame * all ? Refused(PixelReasons.RegionCoversFrame) : new RegionTrust(mask, null);
    }

    private static RegionTrust Refused(string reason) => new(null, reason);

    private static PixelRectangle Rectangle(UltrasoundRegion region)
        => PixelRectangle.FromEdges((int)region.MinX0, (int)region.MinY0, (int)region.MaxX1 + 1, (int)region.MaxY1 + 1);
}
