using Pipeline.Imaging.Faces;

namespace Pipeline.Deidentification;

/// <summary>How much of a face a series is for, by its words: a reconstruction of the jaw needs the jaw.</summary>
internal static class HeadRegion
{
    private static readonly string[] Jaw = ["jaw", "mandib", "maxill", "dental", "顎", "歯"];

    /// <summary>The upper half only where everything said of the region is of jaws.</summary>
    public static FaceExtent ExtentOf(IReadOnlyList<string> said)
        => said.Count > 0 && said.All(text => Jaw.Any(word => text.Contains(word, StringComparison.Ordinal))) ? FaceExtent.UpperHalf : FaceExtent.BrowToChin;
}
