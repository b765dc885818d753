namespace Pipeline.Imaging.Faces;

/// <summary>
/// The inside of the skull: brain-dense cells that rings of bone enclose in axial or coronal planes. Nothing else in a body
/// is ringed so: the trunk's rings have gaps, and canals and marrow are narrow.
/// </summary>
internal sealed class Cranium
{
    /// <summary>Hounsfield units of compact bone, of the thin walls that a reduced volume blurs too.</summary>
    public const int Bone = 220;

    /// <summary>Cells that bone is grown by before it must close a ring; the inside found is smaller by as much.</summary>
    public const int Closing = 2;

    private const int SeedCells = 1000;
    private const int AxialCells = 75;
    private const int CoronalCells = 500;
    private const int SeedPlanes = 4;
    private const double LeastMilliliters = 80;

    private Cranium(bool[] inside, int count) => (Inside, Count) = (inside, count);

    /// <summary>The brain and what lies with it, without a rim of <see cref="Closing"/> cells along the bone.</summary>
    public bool[] Inside { get; }

    /// <summary>Cells of the inside.</summary>
    public int Count { get; }

    /// <summary>The inside of the skull; null where the volume holds none.</summary>
    public static Cranium? Find(HeadVolume volume)
    {
        (CellGrid grid, short[] values) = (volume.Grid, volume.Values);
        bool[] wall = Cells.Grow(grid, [.. values.Select(value => value >= Bone)], Closing);
        var candidates = new bool[values.Length];
        List<int> seeds = [];
        int seedPlanes = 0;
        for (int z = 0; z < grid.Height; z++)
        {
            int before = seeds.Count;
            foreach ((List<int> cells, double walled) in CellPlane.Axial(grid, z).Enclosed(wall, values)) Take(cells, walled, AxialCells, seeds);
            if (seeds.Count > before) seedPlanes++;
        }

        if (seedPlanes < SeedPlanes) return null;
        for (int y = 0; y < grid.Depth; y++)
        {
            foreach ((List<int> cells, double walled) in CellPlane.Coronal(grid, y).Enclosed(wall, values)) Take(cells, walled, CoronalCells, null);
        }

        bool[] inside = Cells.Connected(grid, candidates, seeds.Where(cell => candidates[cell]));
        int count = inside.Count(cell => cell);
        double milliliters = count * Math.Pow(CellGrid.CellSize, 3) / 1000;
        return milliliters < LeastMilliliters ? null : new Cranium(inside, count);

        void Take(List<int> cells, double walled, int least, List<int>? found)
        {
            if (cells.Count < least || (found is not null && walled < 0.6)) return;
            int brain = 0;
            foreach (int cell in cells)
            {
                if (!IsBrain(values[cell])) continue;
                candidates[cell] = true;
                brain++;
            }

            if (found is not null && cells.Count >= SeedCells && brain > 0.6 * cells.Count) found.AddRange(cells);
        }
    }

    private static bool IsBrain(short value) => value is >= -50 and <= 130;
}
