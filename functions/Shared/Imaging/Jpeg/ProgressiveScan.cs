namespace Pipeline.Imaging.Jpeg;

/// <summary>One progressive scan: a band of coefficients, first bits or one more (T.81 G.1.2).</summary>
internal sealed class ProgressiveScan
{
    private readonly int[] _predictions = new int[4];
    private int _endOfBandRun;

    /// <summary>Ss: first coefficient of the band; 0 the DC coefficient alone.</summary>
    public required int First { get; init; }

    /// <summary>Se: last coefficient.</summary>
    public required int Last { get; init; }

    /// <summary>Ah: the bit that scans before reached; 0 none.</summary>
    public required int High { get; init; }

    /// <summary>Al: the bit that this one reaches.</summary>
    public required int Low { get; init; }

    /// <summary>Forgets what restart intervals do not share.</summary>
    public void Restart()
    {
        Array.Clear(_predictions);
        _endOfBandRun = 0;
    }

    /// <summary>Reads a block's share.</summary>
    /// <param name="source">The interval's bits.</param>
    /// <param name="zigzag">64 coefficients.</param>
    /// <param name="component">Place in the scan.</param>
    /// <param name="table">Not needed to refine DC.</param>
    public void Read(ref BitSource source, Span<short> zigzag, int component, HuffmanTable? table)
    {
        if (First > 0 && High > 0) RefineAc(ref source, zigzag, table!);
        else if (First > 0) ReadAc(ref source, zigzag, table!);
        else if (High > 0) zigzag[0] |= (short)(source.ReadBits(1) << Low);
        else
        {
            _predictions[component] = Math.Clamp(_predictions[component] + source.ReadDifference(table!), short.MinValue, short.MaxValue);
            zigzag[0] = (short)(_predictions[component] << Low);
        }
    }

    private void ReadAc(ref BitSource source, Span<short> zigzag, HuffmanTable table)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (int k = First; k <= Last; k++)
        {
            int symbol = source.ReadSymbol(table), run = symbol >> 4, size = symbol & 15;
            if (size == 0 && run < 15)
            {
                _endOfBandRun = (1 << run) + source.ReadBits(run) - 1;
                return;
            }

            k += run;
            if (size == 0) continue;
            if (k > Last) throw JpegStructure.Corrupt("run beyond its band");
            zigzag[k] = (short)(BitSource.Extend(source.ReadBits(size), size) << Low);
        }
    }

    private void RefineAc(ref BitSource source, Span<short> zigzag, HuffmanTable table)
    {
        int k = First;
        if (_endOfBandRun == 0)
        {
            for (; k <= Last; k++)
            {
                int symbol = source.ReadSymbol(table), run = symbol >> 4, size = symbol & 15, value = 0;
                if (size == 0 && run < 15)
                {
                    _endOfBandRun = (1 << run) + source.ReadBits(run);
                    break;
                }

                if (size > 1) throw JpegStructure.Corrupt("refinement by more than one bit");
                if (size == 1) value = source.ReadBits(1) == 1 ? 1 << Low : -(1 << Low);
                k = Skip(ref source, zigzag, k, run);
                if (k <= Last && value != 0) zigzag[k] = (short)value;
            }
        }

        if (_endOfBandRun == 0) return;
        Skip(ref source, zigzag, k, 64);
        _endOfBandRun--;
    }

    /// <summary>Passes coefficients that are zero, as many as a run says, refining those that are not.</summary>
    private int Skip(ref BitSource source, Span<short> zigzag, int k, int run)
    {
        for (; k <= Last; k++)
        {
            if (zigzag[k] == 0)
            {
                if (run-- == 0) break;
            }
            else if (source.ReadBits(1) == 1 && (Math.Abs((int)zigzag[k]) & (1 << Low)) == 0)
            {
                zigzag[k] += (short)(zigzag[k] > 0 ? 1 << Low : -(1 << Low));
            }
        }

        return k;
    }
}
