namespace Pipeline.Imaging.Verification;

/// <summary>What <see cref="CodedBlockReader"/> found in the headers; whole once the first block is shown.</summary>
internal sealed class CodedFrame
{
    /// <summary>Columns and rows of the frame.</summary>
    public (int Width, int Height) Size { get; set; }

    /// <summary>Of each component: identifier, horizontal and vertical sampling, which divisors.</summary>
    public (int Id, int H, int V, int Divisors)[] Components { get; set; } = [];

    /// <summary>Bits a sample.</summary>
    public int Precision { get; set; } = 8;

    /// <summary>Columns of pixels that one unit of interleaved components covers.</summary>
    public int McuWidth { get; set; }

    /// <summary>Its rows.</summary>
    public int McuHeight { get; set; }

    /// <summary>Of each component in a scan so far, the divisors of its coefficients in zigzag order.</summary>
    public int[][] Divisors { get; set; } = [];

    /// <summary>There was a JFIF segment.</summary>
    public bool Jfif { get; set; }

    /// <summary>Adobe's transform; -1 where there was no such segment.</summary>
    public int Adobe { get; set; } = -1;
}
