namespace Pipeline.Imaging.Faces;

/// <summary>A set of cells in a plane, a row in 128 bits: whole rows are grown and filled at once.</summary>
/// <param name="rows">The set.</param>
/// <param name="columns">Bits of a row that count, the lowest first.</param>
internal sealed class BitPlane(UInt128[] rows, int columns)
{
    private readonly UInt128 _all = columns >= 128 ? UInt128.MaxValue : (UInt128.One << columns) - 1;

    /// <summary>What the set, grown by a cell, keeps the plane's edge from reaching; without the set itself.</summary>
    public BitPlane Enclosed()
    {
        UInt128[] grown = Grown(rows), open = [.. grown.Select(row => ~row & _all)];
        var reached = new UInt128[rows.Length];
        UInt128 ends = (UInt128.One | (UInt128.One << (columns - 1))) & _all;
        for (int y = 0; y < rows.Length; y++) reached[y] = open[y] & (y == 0 || y == rows.Length - 1 ? _all : ends);
        Flood(reached, open);

        // What growing took from the outside it gets back.
        UInt128[] outside = Grown(reached);
        return new BitPlane([.. outside.Select((row, y) => ~row & ~rows[y] & _all)], columns);
    }

    /// <summary>Whether cells of the set that hang together hold enough of another set.</summary>
    public bool HasPieceWith(UInt128[] other, double least)
    {
        UInt128[] left = [.. rows];
        for (int y = 0; y < left.Length;)
        {
            if (Common(left, other) < least) return false;
            if (left[y] == 0)
            {
                y++;
                continue;
            }

            var piece = new UInt128[rows.Length];
            piece[y] = left[y] & (~left[y] + 1);
            Flood(piece, left);
            if (Common(piece, other) >= least) return true;
            for (int i = 0; i < left.Length; i++) left[i] &= ~piece[i];
        }

        return false;
    }

    private static double Common(UInt128[] one, UInt128[] other)
    {
        double common = 0;
        for (int y = 0; y < one.Length; y++) common += (double)UInt128.PopCount(one[y] & other[y]);
        return common;
    }

    private UInt128[] Grown(UInt128[] set)
    {
        UInt128[] wide = [.. set.Select(row => (row | (row << 1) | (row >> 1)) & _all)];
        return [.. wide.Select((row, y) => row | (y > 0 ? wide[y - 1] : 0) | (y < wide.Length - 1 ? wide[y + 1] : 0))];
    }

    /// <summary>Adds everything within <paramref name="open"/> that hangs together with the seeds, sweeping down and up until nothing changes.</summary>
    private static void Flood(UInt128[] seeds, UInt128[] open)
    {
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int y = 0; y < seeds.Length; y++) changed |= Spread(seeds, open, y, y - 1);
            for (int y = seeds.Length - 1; y >= 0; y--) changed |= Spread(seeds, open, y, y + 1);
        }
    }

    private static bool Spread(UInt128[] seeds, UInt128[] open, int y, int from)
    {
        UInt128 seed = seeds[y] | ((uint)from < (uint)seeds.Length ? seeds[from] & open[y] : 0);
        if (seed == 0) return false;
        UInt128 up = open[y], down = open[y], filled = seed;
        for (int step = 1; step < 128; step *= 2)
        {
            UInt128 next = filled | (up & (filled << step)) | (down & (filled >> step));
            up &= up << step;
            down &= down >> step;
            filled = next;
        }

        bool changed = filled != seeds[y];
        seeds[y] = filled;
        return changed;
    }
}
