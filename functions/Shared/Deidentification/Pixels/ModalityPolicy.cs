using System.Collections.Frozen;

namespace Pipeline.Deidentification;

/// <summary>
/// Last: what no rule speaks of. Originals of CT, MR, PET and NM without a sign of capture are reconstructed, not drawn, and
/// pass; ultrasound, endoscopy, captures, XA and RF, photographs and everything derived wait for a reviewer.
/// </summary>
internal static class ModalityPolicy
{
    /// <summary>CT, MR, PET and NM images, classic and enhanced.</summary>
    private static readonly FrozenSet<string> Reconstructed = new[]
    {
        "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1",
        "1.2.840.10008.5.1.4.1.1.128", "1.2.840.10008.5.1.4.1.1.130", "1.2.840.10008.5.1.4.1.1.20",
    }.ToFrozenSet();

    public static bool Passes(ImageFacts facts) => Reconstructed.Contains(facts.SopClass) && facts.IsOriginal && facts.IsDeepGray;

    /// <summary>Whether the image is, or was made of, cross-sections that a face can be rebuilt from.</summary>
    public static bool IsCrossSectional(ImageFacts facts) => Reconstructed.Contains(facts.SopClass) || facts.Modality is "CT" or "MR" or "PT" or "NM";
}
