using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>A series as cubes along the patient's axes, in Hounsfield units: enough to see anatomy by, whatever the slices' direction.</summary>
internal sealed class HeadVolume
{
    /// <summary>The value of cells that no slice covers.</summary>
    public const short Outside = short.MinValue;

    private HeadVolume(CellGrid grid, short[] values) => (Grid, Values) = (grid, values);

    public CellGrid Grid { get; }

    public short[] Values { get; }

    /// <summary>Reads every slice once. With a plan, as the plan leaves it.</summary>
    /// <exception cref="FaceUndecidedException">The volume would exceed the limit.</exception>
    /// <exception cref="ImageFormatException">A slice cannot be read.</exception>
    public static HeadVolume Read(SliceStack stack, FaceLimits limits, FacePlan? plan = null)
    {
        SliceGeometry shape = stack.Slices[0].Geometry;
        (int across, int down) = (Factor(shape.ColumnSpacing), Factor(shape.RowSpacing));
        (int columns, int rows) = (shape.Columns / across, shape.Rows / down);
        if (columns < 2 || rows < 2) throw new FaceUndecidedException("slices of too few pixels");
        if ((long)columns * rows * stack.Slices.Count > 2L * limits.Cells) throw new FaceUndecidedException("a volume larger than the limit");
        CellGrid grid = GridOf(stack, limits);
        short[][] reduced = new short[stack.Slices.Count][];
        for (int i = 0; i < reduced.Length; i++) reduced[i] = Reduce(stack.Slices[i], across, down, columns, rows, plan);
        var values = new short[grid.Count];
        var sampler = new StackSampler(stack, reduced, across, down, columns, rows);
        for (int i = 0, z = 0; z < grid.Height; z++)
        {
            for (int y = 0; y < grid.Depth; y++)
            {
                for (int x = 0; x < grid.Width; x++) values[i++] = sampler.At(grid.Center(x, y, z));
            }
        }

        return new HeadVolume(grid, values);
    }

    private static int Factor(float spacing) => Math.Max(1, (int)(CellGrid.CellSize / spacing));

    private static CellGrid GridOf(SliceStack stack, FaceLimits limits)
    {
        Vector3 least = new(float.MaxValue), most = new(float.MinValue);
        foreach (SliceGeometry g in new[] { stack.Slices[0].Geometry, stack.Slices[^1].Geometry })
        {
            foreach (Vector3 corner in new[] { g.At(0, 0), g.At(g.Columns - 1, 0), g.At(0, g.Rows - 1), g.At(g.Columns - 1, g.Rows - 1) })
                (least, most) = (Vector3.Min(least, corner), Vector3.Max(most, corner));
        }

        Vector3 size = ((most - least) / CellGrid.CellSize) + Vector3.One;
        if ((double)size.X * size.Y * size.Z > limits.Cells) throw new FaceUndecidedException("a volume larger than the limit");
        return new CellGrid(least, (int)size.X, (int)size.Y, (int)size.Z);
    }

    private static short[] Reduce(FaceSlice slice, int across, int down, int columns, int rows, FacePlan? plan)
    {
        byte[] samples = slice.ReadSamples();
        PixelDescription description = slice.Description;
        if (samples.Length < description.NativeFrameLength) throw new ImageFormatException(PixelReasons.FrameMismatch, "a frame shorter than its description");
        plan?.Apply(slice, samples);
        var stored = new StoredValues(description);
        var means = new short[columns * rows];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                long sum = 0;
                for (int v = 0; v < down; v++)
                {
                    for (int u = 0; u < across; u++) sum += stored.Read(samples, ((((y * down) + v) * description.Columns) + (x * across)) + u);
                }

                means[(y * columns) + x] = (short)Math.Clamp(((double)sum / (across * down) * slice.Slope) + slice.Intercept, -1024, 4000);
            }
        }

        return means;
    }
}
