namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A wavelet's way back from interleaved low and high lines to samples, <see cref="Wavelet.Side"/> lines side by side.</summary>
internal interface ILifting<T>
    where T : struct
{
    /// <summary>Lifts at least two places.</summary>
    /// <param name="lines">By place, then by line.</param>
    /// <param name="count">Places.</param>
    /// <param name="parity">1 where the first place is a high one.</param>
    static abstract void Inverse(Span<T> lines, int count, int parity);

    /// <summary>What becomes of a single high place.</summary>
    static abstract void Halve(Span<T> lines);
}
