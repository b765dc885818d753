namespace Pipeline.Imaging.Jpeg;

/// <summary>One scan: its header's place, the tables in force, and its entropy-coded data by restart interval.</summary>
internal sealed class JpegScan
{
    /// <summary>The SOS segment, from its 0xFF.</summary>
    public required Range Header { get; init; }

    /// <summary>The components coded, with the table selectors of each.</summary>
    public required JpegScanComponent[] Components { get; init; }

    /// <summary>MCUs of this scan in a row: of one block each where it has one component.</summary>
    public required int McusWide { get; init; }

    /// <summary>Rows of MCUs.</summary>
    public required int McusHigh { get; init; }

    /// <summary>MCUs between restart markers; 0 none.</summary>
    public required int RestartInterval { get; init; }

    /// <summary>What DC coefficients stay below: 1024 with 8 bits a sample, 16384 with 12.</summary>
    public required int DcLimit { get; init; }

    /// <summary>The entropy-coded bytes of each interval, stuffed, markers excluded.</summary>
    public List<(int Start, int End)> Intervals { get; } = [];

    /// <summary>All MCUs.</summary>
    public int Mcus => McusWide * McusHigh;

    /// <summary>How many intervals the MCUs must come in.</summary>
    public int ExpectedIntervals => RestartInterval == 0 ? 1 : (Mcus + RestartInterval - 1) / RestartInterval;

    /// <summary>The MCUs of an interval, the second exclusive.</summary>
    public (int First, int After) McusOf(int interval)
        => RestartInterval == 0 ? (0, Mcus) : (interval * RestartInterval, Math.Min(Mcus, (interval + 1) * RestartInterval));
}
