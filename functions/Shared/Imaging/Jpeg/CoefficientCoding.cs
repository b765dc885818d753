namespace Pipeline.Imaging.Jpeg;

/// <summary>Puts a block of quantized coefficients as the symbols of a sequential process (T.81 F.1.2).</summary>
internal static class CoefficientCoding
{
    /// <summary>Puts one block.</summary>
    /// <param name="zigzag">64 coefficients.</param>
    /// <param name="selector">Which tables, DC and AC alike.</param>
    /// <param name="prediction">The component's DC value before; becomes this one.</param>
    /// <param name="sink">Takes the symbols.</param>
    public static void Put(ReadOnlySpan<short> zigzag, int selector, ref int prediction, ISymbolSink sink)
    {
        PutValue(0, selector, 0, zigzag[0] - prediction, sink);
        prediction = zigzag[0];
        int run = 0;
        for (int k = 1; k < 64; k++)
        {
            if (zigzag[k] == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16) sink.Put(1, selector, 0xF0, 0, 0);
            PutValue(1, selector, run, zigzag[k], sink);
            run = 0;
        }

        if (run > 0) sink.Put(1, selector, 0, 0, 0);
    }

    private static void PutValue(int tableClass, int selector, int run, int value, ISymbolSink sink)
    {
        int size = JpegDc.SizeOf(value);
        sink.Put(tableClass, selector, (run << 4) | size, (uint)(value < 0 ? value + (1 << size) - 1 : value), size);
    }
}
