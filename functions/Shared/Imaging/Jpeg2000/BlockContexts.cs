namespace Pipeline.Imaging.Jpeg2000;

/// <summary>The contexts of code-block coding (T.800 D.3), looked up by what is known of a coefficient's neighbours.</summary>
internal static class BlockContexts
{
    // What a coefficient's flags say: neighbours that are significant, negative ones, and of itself.
    public const int North = 1;
    public const int South = 2;
    public const int East = 4;
    public const int West = 8;
    public const int NorthEast = 16;
    public const int NorthWest = 32;
    public const int SouthEast = 64;
    public const int SouthWest = 128;
    public const int Neighbours = 255;
    public const int SignShift = 8;
    public const int Significant = 1 << 12;
    public const int Visited = 1 << 13;
    public const int Refined = 1 << 14;

    /// <summary>Everything that looks into the next stripe.</summary>
    public const int Southern = South | SouthEast | SouthWest | (South << SignShift);

    public const int FirstSign = 9;
    public const int FirstMagnitude = 14;
    public const int Run = 17;
    public const int Uniform = 18;
    public const int Count = 19;

    private static readonly byte[][] ZeroCoding = [Zero(0), Zero(1), Zero(2), Zero(3)];

    /// <summary>By neighbours and signs of the four nearest: context, and from bit 7 whether the bit is flipped.</summary>
    public static byte[] Sign { get; } = Signs();

    /// <summary>Contexts of a sub-band's zero coding, by <see cref="Neighbours"/>.</summary>
    public static byte[] ZeroCodingOf(int orientation) => ZeroCoding[orientation];

    /// <summary>The contexts as each codeword's coder begins (table D.7).</summary>
    public static void Reset(Span<byte> contexts)
    {
        contexts.Clear();
        (contexts[0], contexts[Run], contexts[Uniform]) = (4 << 1, 3 << 1, 46 << 1);
    }

    /// <summary>Table D.1.</summary>
    private static byte[] Zero(int orientation)
    {
        byte[] contexts = new byte[256];
        for (int flags = 0; flags < 256; flags++)
        {
            int horizontal = Has(flags, East) + Has(flags, West), vertical = Has(flags, North) + Has(flags, South);
            int diagonal = Has(flags, NorthEast) + Has(flags, NorthWest) + Has(flags, SouthEast) + Has(flags, SouthWest);
            if (orientation == 1) (horizontal, vertical) = (vertical, horizontal);
            contexts[flags] = (byte)(orientation == 3 ? OfDiagonal(horizontal + vertical, diagonal) : OfLines(horizontal, vertical, diagonal));
        }

        return contexts;
    }

    private static int OfLines(int horizontal, int vertical, int diagonal) => horizontal switch
    {
        2 => 8,
        1 => vertical > 0 ? 7 : diagonal > 0 ? 6 : 5,
        _ => vertical > 0 ? 2 + vertical : Math.Min(2, diagonal),
    };

    private static int OfDiagonal(int lines, int diagonal) => diagonal switch
    {
        0 => Math.Min(2, lines),
        1 => 3 + Math.Min(2, lines),
        2 => lines > 0 ? 7 : 6,
        _ => 8,
    };

    /// <summary>Tables D.2 and D.3.</summary>
    private static byte[] Signs()
    {
        byte[] contexts = new byte[256];
        for (int flags = 0; flags < 256; flags++)
        {
            int horizontal = Contribution(flags, East, West), vertical = Contribution(flags, North, South);
            bool flipped = horizontal < 0 || (horizontal == 0 && vertical < 0);
            if (flipped) (horizontal, vertical) = (-horizontal, -vertical);
            int context = FirstSign + (horizontal == 1 ? 3 + vertical : vertical);
            contexts[flags] = (byte)(context | (flipped ? 128 : 0));
        }

        return contexts;
    }

    private static int Contribution(int flags, int one, int other)
        => Math.Clamp(SignOf(flags, one) + SignOf(flags, other), -1, 1);

    private static int SignOf(int flags, int neighbour) => (flags & neighbour) == 0 ? 0 : (flags & (neighbour << 4)) == 0 ? 1 : -1;

    private static int Has(int flags, int neighbour) => (flags & neighbour) == 0 ? 0 : 1;
}
