namespace Pipeline.Imaging.Faces;

/// <summary>The outcome of looking for a face in one series.</summary>
/// <param name="Verdict">What was found out.</param>
/// <param name="Explanation">Why, for a person; holds nothing of the patient's.</param>
/// <param name="Plan">What to change; null unless a face is to be removed.</param>
/// <param name="Figures">What the proof measured; null where there was nothing to prove.</param>
/// <param name="HasHead">Whether the inside of a skull was seen, or, where no volume could be built, may be in a slice; whatever came of it.</param>
public sealed record FaceFinding(FaceVerdict Verdict, string Explanation, FacePlan? Plan = null, FaceFigures? Figures = null, bool HasHead = false);
