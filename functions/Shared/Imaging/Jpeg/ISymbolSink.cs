namespace Pipeline.Imaging.Jpeg;

/// <summary>Takes Huffman symbols with the bits that follow each: to be counted, or to be written.</summary>
internal interface ISymbolSink
{
    /// <param name="tableClass">0 DC, 1 AC.</param>
    /// <param name="selector">Which table of its class, 0 to 3.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="bits">The bits after its code, right-aligned.</param>
    /// <param name="count">How many bits.</param>
    void Put(int tableClass, int selector, int symbol, uint bits, int count);
}
