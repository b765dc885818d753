namespace Pipeline.Imaging.Faces;

/// <summary>What looking at one series may cost.</summary>
/// <param name="Slices">Slices in a series.</param>
/// <param name="Pixels">Pixels in all of them: 512 × 512 × 1,000.</param>
/// <param name="Cells">Cells of the reduced volume, 2 bytes each.</param>
public sealed record FaceLimits(int Slices = 2_000, long Pixels = 512L * 512 * 1000, int Cells = 48_000_000)
{
    /// <summary>2,000 slices, 512 × 512 × 1,000 pixels, 48 million cells.</summary>
    public static FaceLimits Default { get; } = new();
}
