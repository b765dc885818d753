namespace Pipeline.Imaging.Jpeg;

/// <summary>A component of a progressive frame, with its coefficients as far as scans gave them.</summary>
/// <param name="Id">The identifier scans refer to.</param>
/// <param name="Horizontal">Blocks in a row of an MCU; 1 in a frame of one component.</param>
/// <param name="Vertical">Rows of blocks in an MCU; 1 in a frame of one component.</param>
/// <param name="BlocksWide">Blocks in a row that hold samples of the image.</param>
/// <param name="BlocksHigh">Rows of blocks that hold samples of the image.</param>
/// <param name="Stride">Blocks in a row of whole MCUs.</param>
/// <param name="Coefficients">Quantized, 64 a block in zigzag order.</param>
internal sealed record ProgressiveComponent(byte Id, int Horizontal, int Vertical, int BlocksWide, int BlocksHigh, int Stride, short[] Coefficients)
{
    /// <summary>The coefficients of a block.</summary>
    public Span<short> Block(int column, int row) => Coefficients.AsSpan(64 * ((row * Stride) + column), 64);
}
