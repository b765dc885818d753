namespace Pipeline.Imaging.Faces;

/// <summary>Sets of cells: growing them, and finding what hangs together.</summary>
internal static class Cells
{
    /// <summary>The set with everything within about <paramref name="steps"/> cells of it; cube and cross by turns keep it nearly round.</summary>
    public static bool[] Grow(CellGrid grid, bool[] set, int steps)
    {
        bool[] now = (bool[])set.Clone();
        for (int step = 0; step < steps; step++)
        {
            if (step % 2 == 0)
            {
                now = Along(now, 1, grid.Width, new bool[now.Length]);
                now = Along(now, grid.Width, grid.Depth, new bool[now.Length]);
                now = Along(now, grid.Plane, grid.Height, new bool[now.Length]);
            }
            else
            {
                bool[] next = Along(now, 1, grid.Width, new bool[now.Length]);
                Along(now, grid.Width, grid.Depth, next);
                now = Along(now, grid.Plane, grid.Height, next);
            }
        }

        return now;
    }

    /// <summary>The set without what lies within about <paramref name="steps"/> cells of its outside.</summary>
    public static bool[] Shrink(CellGrid grid, bool[] set, int steps) => Not(Grow(grid, Not(set), steps));

    /// <summary>What of <paramref name="within"/> hangs together, face to face, with the seeds.</summary>
    public static bool[] Connected(CellGrid grid, bool[] within, IEnumerable<int> seeds)
    {
        var reached = new bool[within.Length];
        var stack = new Stack<int>();
        foreach (int seed in seeds) Reach(seed);
        while (stack.TryPop(out int at))
        {
            (int x, int y, int z) = (at % grid.Width, at / grid.Width % grid.Depth, at / grid.Plane);
            if (x > 0) Reach(at - 1);
            if (x < grid.Width - 1) Reach(at + 1);
            if (y > 0) Reach(at - grid.Width);
            if (y < grid.Depth - 1) Reach(at + grid.Width);
            if (z > 0) Reach(at - grid.Plane);
            if (z < grid.Height - 1) Reach(at + grid.Plane);
        }

        return reached;

        void Reach(int cell)
        {
            if (!within[cell] || reached[cell]) return;
            reached[cell] = true;
            stack.Push(cell);
        }
    }

    /// <summary>The largest piece of a set.</summary>
    public static bool[] Largest(CellGrid grid, bool[] set)
    {
        var left = (bool[])set.Clone();
        bool[] largest = new bool[set.Length];
        int most = 0;
        for (int i = 0; i < left.Length; i++)
        {
            if (!left[i]) continue;
            int size = 0;
            var members = new List<int>();
            var stack = new Stack<int>([i]);
            left[i] = false;
            while (stack.TryPop(out int at))
            {
                size++;
                members.Add(at);
                (int x, int y, int z) = (at % grid.Width, at / grid.Width % grid.Depth, at / grid.Plane);
                if (x > 0) Take(at - 1);
                if (x < grid.Width - 1) Take(at + 1);
                if (y > 0) Take(at - grid.Width);
                if (y < grid.Depth - 1) Take(at + grid.Width);
                if (z > 0) Take(at - grid.Plane);
                if (z < grid.Height - 1) Take(at + grid.Plane);

                void Take(int cell)
                {
                    if (!left[cell]) return;
                    left[cell] = false;
                    stack.Push(cell);
                }
            }

            if (size <= most) continue;
            most = size;
            Array.Clear(largest);
            foreach (int member in members) largest[member] = true;
        }

        return largest;
    }

    private static bool[] Not(bool[] set)
    {
        var not = new bool[set.Length];
        for (int i = 0; i < set.Length; i++) not[i] = !set[i];
        return not;
    }

    /// <summary>Adds to <paramref name="into"/> the set and its neighbours along one axis.</summary>
    private static bool[] Along(bool[] set, int stride, int length, bool[] into)
    {
        for (int i = 0; i < set.Length; i++)
        {
            if (!set[i]) continue;
            into[i] = true;
            int place = i / stride % length;
            if (place > 0) into[i - stride] = true;
            if (place < length - 1) into[i + stride] = true;
        }

        return into;
    }
}
