using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>
/// First: the declared ultrasound regions (0018,6011). Everything outside them is hidden, but only for a device of which a
/// reviewer approved a sample: a region can hold a name too. Regions that are plainly text, cover the whole frame or exceed the
/// image are never believed.
/// </summary>
internal static class ApprovedRegions
{
    /// <summary>What to hide, or the reason code why the regions do not count.</summary>
    public static (FrameMask? Outside, string? Refusal) Judge(ImageFacts facts, PixelDescription description, DeviceRuling ruling, bool trustRegions)
    {
        RegionTrust trust = RegionTrust.Judge(facts.Regions(), description.Columns, description.Rows);
        if (trust.Mask is null) return (null, trust.Refusal);
        // Where a rule for the device says what else to hide, hiding the outside too can only help.
        bool counts = trustRegions || ruling.TrustsRegions || ruling.Hidden.Count > 0;
        return counts ? (trust.Mask, null) : (null, DeidentificationReason.RegionsNotApproved);
    }
}
