namespace Pipeline.Imaging.Faces;

/// <summary>
/// Looks for a face in a series of CT slices, by anatomy and not by what the header calls it, and plans how to take it out:
/// the surface between brow and chin, with what lies behind it to a depth of centimetres. The plan is tried on the slices
/// and proven on the result before it is handed out; what cannot be proven is undecided.
/// </summary>
public static class FaceRemoval
{
    /// <summary>Reads every slice twice, three times with a face; holds only a volume of cells of 2 mm.</summary>
    /// <param name="slices">The slices of one series, in any order.</param>
    /// <param name="extent">How much of the face.</param>
    /// <param name="key">Makes the cut irregular; the same key gives the same result. Any length, secret.</param>
    /// <param name="limits">What it may cost.</param>
    /// <exception cref="ImageFormatException">A slice cannot be read.</exception>
    public static FaceFinding Plan(IReadOnlyList<FaceSlice> slices, FaceExtent extent, ReadOnlySpan<byte> key, FaceLimits? limits = null)
    {
        bool hasHead = false;
        try
        {
            limits ??= FaceLimits.Default;
            SliceStack stack = SliceStack.Of(slices, limits);
            HeadVolume before = HeadVolume.Read(stack, limits);
            if (Cranium.Find(before) is not { } cranium) return new FaceFinding(FaceVerdict.NoHead, "no inside of a skull in the volume");
            hasHead = true;
            return Remove(stack, before, cranium, extent, new KeyedNoise(key), limits) with { HasHead = true };
        }
        catch (FaceUndecidedException exception)
        {
            return new FaceFinding(FaceVerdict.Undecided, exception.Message, HasHead: hasHead);
        }
    }

    private static FaceFinding Remove(SliceStack stack, HeadVolume before, Cranium cranium, FaceExtent extent, KeyedNoise noise, FaceLimits limits)
    {
        HeadFrame frame = HeadFrame.Find(before, cranium);
        frame = frame.Along(FaceLandmarks.Find(before, cranium, frame).Slope);
        FaceLandmarks marks = FaceLandmarks.Find(before, cranium, frame);
        HeadPose.Require(before, cranium, frame, marks);
        if (marks.Bottom > marks.Floor - FaceLandmarks.LeastFace) return new FaceFinding(FaceVerdict.NoFace, "the volume ends above the face");
        var plan = new FacePlan(before.Grid, FaceCut.Of(before, cranium, frame, marks, extent, noise), noise);
        HeadVolume after = HeadVolume.Read(stack, limits, plan);
        FaceFigures figures = new FaceProof(before, frame, marks, extent).Measure(after, cranium);
        return FaceProof.Objection(figures) is { } objection
            ? new FaceFinding(FaceVerdict.Undecided, objection, Figures: figures)
            : new FaceFinding(FaceVerdict.Removed, "the face was taken out", plan, figures);
    }
}
