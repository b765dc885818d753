namespace Pipeline.Imaging.Jpeg;

/// <summary>Writes symbols with the codes of given tables.</summary>
internal sealed class SymbolWriter(HuffmanTable?[,] tables, BitSink sink) : ISymbolSink
{
    /// <inheritdoc/>
    public void Put(int tableClass, int selector, int symbol, uint bits, int count)
    {
        HuffmanTable table = tables[tableClass, selector]!;
        sink.Write(table.CodeOf(symbol), table.LengthOf(symbol));
        sink.Write(bits, count);
    }
}
