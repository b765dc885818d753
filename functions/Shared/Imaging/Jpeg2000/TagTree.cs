namespace Pipeline.Imaging.Jpeg2000;

/// <summary>A tag tree (T.800 B.10.2): numbers of a grid, of which each is known only as far as was asked.</summary>
internal sealed class TagTree
{
    private readonly List<(int Width, int Start)> _levels = [];
    private readonly int[] _lower;
    private readonly bool[] _known;

    public TagTree(int width, int height)
    {
        int nodes = 0;
        while (true)
        {
            _levels.Add((width, nodes));
            nodes += width * height;
            if (width <= 1 && height <= 1) break;
            (width, height) = ((width + 1) / 2, (height + 1) / 2);
        }

        (_lower, _known) = (new int[nodes], new bool[nodes]);
    }

    /// <summary>Whether the number at a leaf is below a threshold, reading as many bits as that takes.</summary>
    public bool IsBelow(ref PacketHeaderBits bits, int x, int y, int threshold)
    {
        int lower = 0;
        for (int level = _levels.Count - 1; level >= 0; level--)
        {
            (int width, int start) = _levels[level];
            int node = start + ((y >> level) * width) + (x >> level);
            lower = _lower[node] = Math.Max(_lower[node], lower);
            while (!_known[node] && lower < threshold)
            {
                if (bits.Read() == 1) _known[node] = true;
                else _lower[node] = ++lower;
            }

            if (!_known[node]) return false;
        }

        return lower < threshold;
    }
}
