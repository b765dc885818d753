using Pipeline.Imaging.Jpeg;

namespace Pipeline.Imaging.JpegLossless;

/// <summary>Decodes the rows of one scan by differences from a prediction (T.81 H.1.2).</summary>
internal sealed class LosslessScan
{
    private readonly PixelDescription _form;
    private readonly int[] _components;
    private readonly HuffmanTable[] _tables;
    private readonly int _predictor;
    private readonly int _transform;
    private readonly int _middle;
    private readonly int[] _differences;
    private readonly int[][] _lines;
    private readonly int[] _shifted;

    /// <param name="form">The image.</param>
    /// <param name="components">Places of the components coded, interleaved by sample.</param>
    /// <param name="tables">A table for each.</param>
    /// <param name="predictor">Selection value, 1 to 7 (table H.1).</param>
    /// <param name="transform">Pt: lowest bits left out.</param>
    /// <param name="precision">Bits of a sample.</param>
    public LosslessScan(PixelDescription form, int[] components, HuffmanTable[] tables, int predictor, int transform, int precision)
    {
        (_form, _components, _tables, _predictor, _transform) = (form, components, tables, predictor, transform);
        _middle = 1 << (precision - transform - 1);
        _differences = new int[form.Columns * components.Length];
        _lines = Array.ConvertAll(components, _ => new int[form.Columns]);
        _shifted = new int[form.Columns];
    }

    /// <summary>Decodes one restart interval, from a row up to another.</summary>
    public void Decode(BitSource source, int from, int to, Span<byte> samples)
    {
        for (int row = from; row < to; row++)
        {
            ReadDifferences(ref source);
            for (int i = 0; i < _components.Length; i++)
            {
                int[] line = _lines[i];
                Add(_differences.AsSpan(i), line, first: row == from);
                Span<int> shown = line;
                if (_transform > 0)
                {
                    for (int x = 0; x < line.Length; x++) _shifted[x] = line[x] << _transform;
                    shown = _shifted;
                }

                SampleRows.Write(samples, _form, _components[i], row, shown);
            }
        }

        source.RequireEnd();
    }

    private void ReadDifferences(ref BitSource source)
    {
        if (_tables.Length == 1)
        {
            HuffmanTable table = _tables[0];
            foreach (ref int difference in _differences.AsSpan())
            {
                difference = source.ReadLosslessDifference(table);
                source.RequireWithin();
            }

            return;
        }

        for (int at = 0; at < _differences.Length; at += _tables.Length)
        {
            for (int i = 0; i < _tables.Length; i++) _differences[at + i] = source.ReadLosslessDifference(_tables[i]);
            source.RequireWithin();
        }
    }

    // The line holds the row above and becomes the row itself; arithmetic is modulo 65536.
    private void Add(ReadOnlySpan<int> differences, Span<int> line, bool first)
    {
        int step = _components.Length;
        int aboveLeft = line[0];
        int left = line[0] = (ushort)((first ? _middle : aboveLeft) + differences[0]);
        if (first)
        {
            for (int x = 1; x < line.Length; x++) left = line[x] = (ushort)(left + differences[x * step]);
            return;
        }

        for (int x = 1; x < line.Length; x++)
        {
            int above = line[x];
            int prediction = _predictor switch
            {
                1 => left,
                2 => above,
                3 => aboveLeft,
                4 => left + above - aboveLeft,
                5 => left + ((above - aboveLeft) >> 1),
                6 => above + ((left - aboveLeft) >> 1),
                _ => (left + above) >> 1,
            };
            left = line[x] = (ushort)(prediction + differences[x * step]);
            aboveLeft = above;
        }
    }
}
