namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A precinct of one resolution: its code-blocks by sub-band, and which packet of it is next.</summary>
internal sealed class Precinct
{
    /// <summary>Component of the image.</summary>
    public required int Component { get; init; }

    /// <summary>0 the lowest.</summary>
    public required int Resolution { get; init; }

    /// <summary>Place among the precincts of its resolution.</summary>
    public required int Index { get; init; }

    /// <summary>Its corner on the reference grid, as progressions by position see it.</summary>
    public required (long X, long Y) Position { get; init; }

    /// <summary>One part a sub-band.</summary>
    public required Part[] Parts { get; init; }

    /// <summary>The layer of its next packet.</summary>
    public int NextLayer { get; set; }

    /// <summary>The code-blocks of one sub-band.</summary>
    public sealed class Part(Subband subband, int wide, CodeBlock[] blocks)
    {
        public Subband Subband { get; } = subband;

        /// <summary>Code-blocks in a row.</summary>
        public int Wide { get; } = wide;

        public CodeBlock[] Blocks { get; } = blocks;

        /// <summary>Layer in which each is first included.</summary>
        public TagTree Inclusion { get; } = new(wide, wide == 0 ? 0 : blocks.Length / wide);

        /// <summary>Zero bit-planes of each.</summary>
        public TagTree ZeroPlanes { get; } = new(wide, wide == 0 ? 0 : blocks.Length / wide);
    }
}
