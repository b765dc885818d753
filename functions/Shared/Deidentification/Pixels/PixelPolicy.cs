using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>
/// Decides what becomes of pixels: by approved regions, then by device rules, then by modality. What none of them can decide
/// waits for a reviewer.
/// </summary>
/// <param name="deviceRules">The rules in force.</param>
/// <param name="trustRegions">Whether every device's regions count.</param>
internal sealed class PixelPolicy(DeviceRules deviceRules, bool trustRegions)
{
    public PixelPlan Decide(DataSet root, TransferSyntax syntax, StreamedValue? pixels, DeidentificationProfile profile, StudyFaces? faces = null)
    {
        if (pixels is null) return new PixelPlan(PixelTreatment.None);
        var facts = new ImageFacts(root, syntax);
        if (facts.HasEmbeddedOverlay) throw new QuarantineException(PixelReasons.EmbeddedOverlay, "an overlay lies within the pixel data", Tags.PixelData);
        if (pixels.Tag != Tags.PixelData) throw new QuarantineException(DeidentificationReason.TextNotLocated, "floating-point pixel data", Tags.PixelData);
        PixelDescription description = facts.Describe();
        PixelPlan plan = ByRules(facts, description) ?? (ModalityPolicy.Passes(facts) ? Pass(PixelTreatment.Passed, description) : throw ForReview(facts, description));
        if (profile.Has(ProfileOption.CleanRecognizableVisualFeatures)) plan = WithoutFace(plan, facts, faces);
        if (plan.Mask!.IsEmpty) RequireExactLength(description, pixels);
        description.Validate(PixelLimits.Default);
        return plan;
    }

    /// <summary>The plan with the face taken out, where anatomy or words say that there is one.</summary>
    private static PixelPlan WithoutFace(PixelPlan plan, ImageFacts facts, StudyFaces? faces)
    {
        if (ObjectProcedure.MayShowRoom(facts)) return OfProcedure(plan, faces?.FindProcedure(facts.Root));
        if (!ModalityPolicy.IsCrossSectional(facts) || FaceOf(facts, faces) is not { } face) return plan;
        if (!plan.Mask!.IsEmpty) throw FaceNotRemoved("a slice with a face to take out and text to mask");
        return plan with { Treatment = PixelTreatment.FaceRemoved, Face = face };
    }

    /// <summary>A reviewer approved a sample of the device; a face before or after another procedure is not in it.</summary>
    private static PixelPlan OfProcedure(PixelPlan plan, ObjectProcedure? found)
    {
        if (found is null || found.Description != plan.Description) throw FaceNotRemoved("frames before and after the procedure may show a face");
        if (found.Frames.Review is { } doubt) throw FaceNotRemoved(doubt);
        return found.Frames.Count == plan.Description.NumberOfFrames ? plan : plan with { Kept = found.Frames };
    }

    /// <summary>Words of the header count only where anatomy said nothing: a volume with a head in it is a head's, whatever it is called.</summary>
    private static (FacePlan Plan, FaceSlice Slice)? FaceOf(ImageFacts facts, StudyFaces? faces)
    {
        SeriesFace? series = null;
        if (faces is not null && SliceHeader.IsSlice(facts)) series = faces.Find(facts.Root) ?? throw FaceNotRemoved("a slice of a series that was not looked at");
        if (series is { Finding.HasHead: true })
        {
            FaceSlice? slice = SliceHeader.Read(facts, () => []);
            if (slice is null || !series.Holds(facts.Root.GetString(Tags.SOPInstanceUID) ?? "", slice.Geometry)) throw FaceNotRemoved("not the slice that its series' volume was built of");
            if (series.Finding.Verdict == FaceVerdict.NoFace) return null;
            return series.Finding.Plan is { } plan ? (plan, slice) : throw FaceNotRemoved(series.Finding.Explanation);
        }

        if (FaceFinder.MayShowFace(facts.Root)) throw FaceNotRemoved(series is null ? "a head examination may show the face" : series.Finding.Explanation);
        return null;
    }

    private static QuarantineException FaceNotRemoved(string why) => new(DeidentificationReason.FaceNotRemoved, why, Tags.PixelData);

    /// <summary>The plan that approved regions and device rules make; null: they say nothing.</summary>
    private PixelPlan? ByRules(ImageFacts facts, PixelDescription description)
    {
        DeviceRuling ruling = deviceRules.Judge(facts.Signature());
        if (description is not { Rows: > 0, Columns: > 0 }) return null;
        FrameMask strips = FrameMask.Hide(description.Columns, description.Rows, ruling.Hidden);
        (FrameMask? outside, _) = ApprovedRegions.Judge(facts, description, ruling, trustRegions);
        if (outside is not null) return Masked(PixelTreatment.MaskedByRegions, facts, description, outside.Union(strips), ruling);
        if (!strips.IsEmpty) return Masked(PixelTreatment.MaskedByDeviceRule, facts, description, strips, ruling);
        return ruling.IsClean ? Pass(PixelTreatment.KnownClean, description) with { Rules = ruling.Rules } : null;
    }

    private static PixelPlan Masked(PixelTreatment treatment, ImageFacts facts, PixelDescription description, FrameMask mask, DeviceRuling ruling)
    {
        if (!PixelCapabilities.Find(facts.Syntax.Uid.Value).Mask)
            throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "masking is not supported in this transfer syntax");
        return new PixelPlan(treatment, description, mask, facts.Palette()) { Rules = ruling.Rules };
    }

    /// <summary>Frames that pass are shown in previews with their palette where they have one.</summary>
    private static PixelPlan Pass(PixelTreatment treatment, PixelDescription description)
    {
        description.Validate(PixelLimits.Default);
        return new PixelPlan(treatment, description, FrameMask.Hide(description.Columns, description.Rows));
    }

    /// <summary>What a reviewer could not be shown is no matter for one.</summary>
    private ReviewNeededException ForReview(ImageFacts facts, PixelDescription description)
    {
        if (!PixelCapabilities.Find(facts.Syntax.Uid.Value).Decode)
            throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "frames in this transfer syntax cannot be shown to a reviewer");
        description.Validate(PixelLimits.Default);
        (_, string? refusal) = ApprovedRegions.Judge(facts, description, deviceRules.Judge(facts.Signature()), trustRegions);
        string reason = refusal is null or PixelReasons.NoRegions ? DeidentificationReason.TextNotLocated : refusal;
        return new ReviewNeededException(new ReviewRequest(facts.Signature(), reason));
    }

    /// <summary>Native pixel data longer than its frames could carry anything behind them.</summary>
    private static void RequireExactLength(PixelDescription description, StreamedValue pixels)
    {
        if (pixels.IsEncapsulated) return;
        long expected = description.NativeFrameLength * description.NumberOfFrames;
        if (pixels.Length < expected) throw new ImageFormatException(PixelReasons.Truncated, $"{pixels.Length} bytes of pixel data, {expected} expected");
        if (pixels.Length > expected + (expected & 1)) throw new ImageFormatException(PixelReasons.TrailingData, $"{pixels.Length} bytes of pixel data, {expected} expected");
    }
}
