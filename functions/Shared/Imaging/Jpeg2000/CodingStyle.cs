namespace Pipeline.Imaging.Jpeg2000;

/// <summary>How a component of a tile is coded (COD and COC, T.800 A.6.1 and A.6.2).</summary>
/// <param name="Levels">Decompositions, 0 to 32.</param>
/// <param name="BlockWidthBits">Log2 of a code-block's width.</param>
/// <param name="BlockHeightBits">Log2 of its height.</param>
/// <param name="Passes">How code-blocks are coded.</param>
/// <param name="IsReversible">5/3 rather than 9/7.</param>
/// <param name="Precincts">By resolution, log2 of width (low four bits) and height (high).</param>
internal sealed record CodingStyle(int Levels, int BlockWidthBits, int BlockHeightBits, BlockStyle Passes, bool IsReversible, byte[] Precincts);
