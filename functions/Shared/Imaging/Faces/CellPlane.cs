namespace Pipeline.Imaging.Faces;

/// <summary>One plane of the volume, in which bone may close a ring.</summary>
/// <param name="Start">Index of the first cell.</param>
/// <param name="Across">Cells from one column to the next.</param>
/// <param name="Down">Cells from one row to the next.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows.</param>
/// <param name="OpenEnds">Whether the first and last rows are outside: not so where the volume may end within the head.</param>
internal readonly record struct CellPlane(int Start, int Across, int Down, int Columns, int Rows, bool OpenEnds)
{
    public static CellPlane Axial(CellGrid grid, int z) => new(z * grid.Plane, 1, grid.Width, grid.Width, grid.Depth, true);

    public static CellPlane Coronal(CellGrid grid, int y) => new(y * grid.Width, 1, grid.Plane, grid.Width, grid.Height, false);

    /// <summary>What walls enclose: pieces that cannot be reached from the plane's edge, with the share of their border that is wall.</summary>
    public List<(List<int> Cells, double Walled)> Enclosed(bool[] wall, short[] values)
    {
        var seen = new bool[Columns * Rows];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                bool edge = column == 0 || column == Columns - 1 || (OpenEnds && (row == 0 || row == Rows - 1));
                if (edge && IsOpen(column, row, wall, values)) Fill(column, row, wall, values, seen);
            }
        }

        List<(List<int>, double)> pieces = [];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                if (!seen[(row * Columns) + column] && IsOpen(column, row, wall, values)) pieces.Add(Fill(column, row, wall, values, seen));
            }
        }

        return pieces;
    }

    private int Cell(int column, int row) => Start + (column * Across) + (row * Down);

    private bool IsOpen(int column, int row, bool[] wall, short[] values)
        => !wall[Cell(column, row)] && values[Cell(column, row)] != HeadVolume.Outside;

    private (List<int> Cells, double Walled) Fill(int column, int row, bool[] wall, short[] values, bool[] seen)
    {
        List<int> cells = [];
        (int walled, int border) = (0, 0);
        if (seen[(row * Columns) + column]) return (cells, 0);
        var stack = new Stack<(int Column, int Row)>([(column, row)]);
        seen[(row * Columns) + column] = true;
        while (stack.TryPop(out (int Column, int Row) at))
        {
            cells.Add(Cell(at.Column, at.Row));
            foreach ((int c, int r) in ((int, int)[])[(at.Column - 1, at.Row), (at.Column + 1, at.Row), (at.Column, at.Row - 1), (at.Column, at.Row + 1)])
            {
                if (c < 0 || r < 0 || c >= Columns || r >= Rows || values[Cell(c, r)] == HeadVolume.Outside) border++;
                else if (wall[Cell(c, r)]) (walled, border) = (walled + 1, border + 1);
                else if (!seen[(r * Columns) + c])
                {
                    seen[(r * Columns) + c] = true;
                    stack.Push((c, r));
                }
            }
        }

        return (cells, border == 0 ? 0 : (double)walled / border);
    }
}
