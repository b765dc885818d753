using Pipeline.Imaging;
using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>What is to be done to an object's pixels.</summary>
/// <param name="Treatment">None: there are none.</param>
/// <param name="Description">How samples lie.</param>
/// <param name="Mask">What to hide in every frame: nothing where they pass.</param>
/// <param name="Palette">The palette of a PALETTE COLOR image.</param>
/// <param name="Face">The face to take out of this slice; null where there is none.</param>
internal sealed record PixelPlan(PixelTreatment Treatment, PixelDescription Description = default, FrameMask? Mask = null, PaletteColor? Palette = null, (FacePlan Plan, FaceSlice Slice)? Face = null)
{
    /// <summary>Names of the device rules it rests on.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The frames of the procedure, where those before and after it are dropped; null: all stay.</summary>
    public ProcedureFrames? Kept { get; init; }

    /// <summary>Looks at the samples of a CT slice as they pass; null where nobody asked, or its samples alone cannot tell.</summary>
    public SkullSearch? Search { get; init; }

    /// <summary>Frames that are written.</summary>
    public int Frames => Kept?.Count ?? Description.NumberOfFrames;
}
