using System.Runtime.InteropServices;

namespace Pipeline.Imaging.Jpeg;

/// <summary>How often each symbol occurs in a scan, and the tables that follow from it.</summary>
internal sealed class SymbolCounts : ISymbolSink
{
    private readonly long[,][] _counts = new long[2, 4][];

    /// <inheritdoc/>
    public void Put(int tableClass, int selector, int symbol, uint bits, int count)
        => (_counts[tableClass, selector] ??= new long[256])[symbol]++;

    /// <summary>The best table of every class and selector that occurs; null elsewhere.</summary>
    public HuffmanTable?[,] Tables()
    {
        HuffmanTable?[,] tables = new HuffmanTable?[2, 4];
        for (int i = 0; i < 8; i++)
            tables[i / 4, i % 4] = _counts[i / 4, i % 4] is { } counts ? Build(counts) : null;
        return tables;
    }

    /// <summary>Optimal code lengths by package-merge of at most 16 bits, leaving the code of all ones unused.</summary>
    public static HuffmanTable Build(long[] counts)
    {
        // Symbol 256 stands for the code of all ones, which T.81 reserves; being the rarest it gets the longest code.
        List<(long Weight, int[] Symbols)> leaves = [(0, [256])];
        for (int symbol = 0; symbol < counts.Length; symbol++)
            if (counts[symbol] > 0) leaves.Add((counts[symbol], [symbol]));
        leaves.Sort((a, b) => a.Weight != b.Weight ? a.Weight.CompareTo(b.Weight) : b.Symbols[0].CompareTo(a.Symbols[0]));

        List<(long Weight, int[] Symbols)> packages = leaves;
        for (int level = 1; level < 16; level++) packages = Merge(leaves, packages);
        int[] lengths = new int[257];
        foreach (int symbol in packages.Take((2 * leaves.Count) - 2).SelectMany(package => package.Symbols)) lengths[symbol]++;

        int[] symbols = [.. Enumerable.Range(0, 256).Where(s => lengths[s] > 0).OrderBy(s => lengths[s]).ThenByDescending(s => counts[s])];
        byte[] ofLength = new byte[16];
        foreach (int symbol in symbols) ofLength[lengths[symbol] - 1]++;
        return new HuffmanTable(ofLength, [.. symbols.Select(symbol => (byte)symbol)]);
    }

    private static List<(long Weight, int[] Symbols)> Merge(List<(long Weight, int[] Symbols)> leaves, List<(long Weight, int[] Symbols)> packages)
    {
        List<(long Weight, int[] Symbols)> merged = [.. leaves];
        ReadOnlySpan<(long Weight, int[] Symbols)> pairs = CollectionsMarshal.AsSpan(packages);
        for (int i = 0; i + 1 < pairs.Length; i += 2)
            merged.Add((pairs[i].Weight + pairs[i + 1].Weight, [.. pairs[i].Symbols, .. pairs[i + 1].Symbols]));
        return [.. merged.OrderBy(package => package.Weight)];
    }
}
