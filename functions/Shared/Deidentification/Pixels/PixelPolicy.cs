using System.Collections.Frozen;
using Pipeline.Dicom;
using Pipeline.Imaging;

namespace Pipeline.Deidentification;

/// <summary>Decides what becomes of pixels. What it cannot decide is quarantined.</summary>
internal sealed class PixelPolicy(DeviceRules deviceRules)
{
    /// <summary>Ultrasound Image, Ultrasound Multi-frame Image, and their retired forms.</summary>
    private static readonly FrozenSet<string> Ultrasound = new[]
    {
        "1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.3.1", "1.2.840.10008.5.1.4.1.1.6", "1.2.840.10008.5.1.4.1.1.3",
    }.ToFrozenSet();

    /// <summary>CT, MR, PET and NM images, classic and enhanced: their originals are reconstructed, not drawn.</summary>
    private static readonly FrozenSet<string> Reconstructed = new[]
    {
        "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1",
        "1.2.840.10008.5.1.4.1.1.128", "1.2.840.10008.5.1.4.1.1.130", "1.2.840.10008.5.1.4.1.1.20",
    }.ToFrozenSet();

    public PixelPlan Decide(DataSet root, TransferSyntax syntax, StreamedValue? pixels, DeidentificationProfile profile)
    {
        if (pixels is null) return new PixelPlan(PixelTreatment.None);
        var facts = new ImageFacts(root, syntax);
        if (facts.HasEmbeddedOverlay) throw new QuarantineException(PixelReasons.EmbeddedOverlay, "an overlay lies within the pixel data", Tags.PixelData);
        if (pixels.Tag != Tags.PixelData) throw NotLocated("floating-point pixel data");
        if (Ultrasound.Contains(facts.SopClass) || facts.Modality is "US" or "IVUS") return Mask(facts);
        if (!Reconstructed.Contains(facts.SopClass) || !facts.IsOriginal || !facts.IsDeepGray)
            throw NotLocated("neither ultrasound nor an original CT, MR, PET or NM image");

        if (profile.Has(ProfileOption.CleanRecognizableVisualFeatures) && FaceFinder.MayShowFace(root))
            throw new QuarantineException(DeidentificationReason.FaceNotRemoved, "a head examination may show the face", Tags.PixelData);
        RequireExactLength(facts, pixels);
        PixelDescription description = facts.Describe();
        description.Validate(PixelLimits.Default);
        return new PixelPlan(PixelTreatment.Passed, description, FrameMask.Hide(description.Columns, description.Rows));
    }

    private PixelPlan Mask(ImageFacts facts)
    {
        PixelCapability capability = PixelCapabilities.Find(facts.Syntax.Uid.Value);
        if (!capability.Mask) throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "masking is not supported in this transfer syntax");
        PixelDescription description = facts.Describe();
        description.Validate(PixelLimits.Default);
        DeviceRule? rule = DeviceRuleOf(facts, description);
        FrameMask? strips = rule is null ? null : FrameMask.Hide(description.Columns, description.Rows, rule.Hidden);
        RegionTrust trust = RegionTrust.Judge(facts.Regions(), description.Columns, description.Rows);
        if (trust.Mask is { } outside)
            return new PixelPlan(PixelTreatment.MaskedByRegions, description, strips is null ? outside : outside.Union(strips), facts.Palette());
        if (strips is not null) return new PixelPlan(PixelTreatment.MaskedByDeviceRule, description, strips, facts.Palette());
        throw NotLocated($"no trusted ultrasound regions ({trust.Refusal}) and no rule for the device");
    }

    private DeviceRule? DeviceRuleOf(ImageFacts facts, PixelDescription description)
        => deviceRules.Find(facts.Manufacturer, facts.Model, description.Rows, description.Columns);

    /// <summary>Native pixel data longer than its frames could carry anything behind them.</summary>
    private static void RequireExactLength(ImageFacts facts, StreamedValue pixels)
    {
        if (pixels.IsEncapsulated) return;
        PixelDescription description = facts.Describe();
        long expected = (long)description.Rows * description.Columns * description.SamplesPerPixel * description.BytesPerSample * description.NumberOfFrames;
        if (pixels.Length < expected) throw new ImageFormatException(PixelReasons.Truncated, $"{pixels.Length} bytes of pixel data, {expected} expected");
        if (pixels.Length > expected + (expected & 1)) throw new ImageFormatException(PixelReasons.TrailingData, $"{pixels.Length} bytes of pixel data, {expected} expected");
    }

    private static QuarantineException NotLocated(string why) => new(DeidentificationReason.TextNotLocated, why, Tags.PixelData);
}
