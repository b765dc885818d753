namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A code-block: where it lies in its sub-band's place of the tile, and what packets gave it so far.</summary>
internal sealed class CodeBlock
{
    private const int InitialLengthBits = 3;

    /// <summary>First column within the coefficients of the tile's component.</summary>
    public required int Left { get; init; }

    /// <summary>First row.</summary>
    public required int Top { get; init; }

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>The highest bit-planes that are zero throughout.</summary>
    public int ZeroPlanes { get; set; }

    /// <summary>A packet included it.</summary>
    public bool IsIncluded { get; set; }

    /// <summary>Lblock.</summary>
    public int LengthBits { get; set; } = InitialLengthBits;

    /// <summary>Passes so far.</summary>
    public int Passes { get; set; }

    /// <summary>Codewords in order.</summary>
    public List<Codeword> Codewords { get; } = [];

    /// <summary>A run of passes that share one codeword, its bytes in pieces of the codestream.</summary>
    public sealed class Codeword
    {
        public required int MaximumPasses { get; init; }

        public int Passes { get; set; }

        public int Length { get; set; }

        public List<(int Start, int Length)> Pieces { get; } = [];
    }
}
