using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Imaging.Faces;

/// <summary>
/// Looks at one axial CT slice as its samples pass: whether bone may close a ring around brain in it. Cheaper by far than a volume, and less
/// strict than <see cref="FaceRemoval"/> in everything: a series in which no slice may show a skull has no head in it. Not safe on several threads.
/// </summary>
public sealed class SkullSearch
{
    /// <summary>Hounsfield units: what a volume calls bone, and some less.</summary>
    private const double Bone = Cranium.Bone - 20;
    private const double LeastBrain = -50;
    private const double MostBrain = 130;

    /// <summary>Square millimetres of brain-dense runs without which nothing is looked for: a tenth of what a skull holds where it is cut smallest.</summary>
    private const double LeastRuns = 300;

    /// <summary>Millimetres: samples are averaged to as much, as a volume does, so that noise does not count.</summary>
    private const float Averaged = CellGrid.CellSize;

    /// <summary>Millimetres of the field of view of an image that does not say how wide its pixels are: the widest usual.</summary>
    private const float WidestField = 500;

    private readonly PixelDescription _description;
    private readonly SkullCells _cells;
    private readonly int _down;
    private readonly int _reducedRows;
    private readonly int _left;
    private readonly int _right;
    private readonly short _bone;
    private readonly short _leastBrain;
    private readonly short _mostBrain;
    private readonly short[] _sum;
    private readonly short[] _most;
    private readonly short[] _middle;
    private readonly byte[] _partial;
    private int _partialLength;
    private int _row;

    /// <param name="description">The slice: one gray sample of 16 allocated bits a pixel, valid.</param>
    /// <param name="rowSpacing">Millimetres between rows; null: not known.</param>
    /// <param name="columnSpacing">Millimetres between columns; null: not known.</param>
    /// <param name="slope">(0028,1053), more than 0.</param>
    /// <param name="intercept">(0028,1052): with the slope, from stored values to Hounsfield units.</param>
    /// <exception cref="ArgumentException">The description is of another kind of image.</exception>
    public SkullSearch(PixelDescription description, float? rowSpacing, float? columnSpacing, double slope, double intercept)
    {
        if (description is not { BitsAllocated: 16, SamplesPerPixel: 1 }) throw new ArgumentException("one sample of 16 bits a pixel", nameof(description));
        _description = description;
        (float high, float wide) = (rowSpacing ?? WidestField / description.Columns, columnSpacing ?? WidestField / description.Columns);
        _cells = new SkullCells(description.Columns, wide, high);
        _down = Math.Clamp((int)(Averaged / high), 1, _cells.RowsPerCell);
        _reducedRows = _cells.RowsPerCell / _down;

        // Two samples across and some down are summed in 16 bits with a sign: what does not fit loses its lowest bits.
        int bits = description.BitsStored + (description.IsSigned ? 0 : 1) + BitOperations.Log2((uint)((2 * _down * 2) - 1));
        int lost = Math.Max(0, bits - 16);
        (_left, _right) = (15 - description.HighBit, 16 - description.BitsStored + lost);
        double scale = 2.0 * _down / (1 << lost);
        _bone = Stored(Bone);
        (_leastBrain, _mostBrain) = (Stored(LeastBrain), Stored(MostBrain));
        int width = (description.Columns + Vector128<short>.Count) / Vector128<short>.Count * Vector128<short>.Count;
        (_sum, _most, _middle) = (new short[width + Vector128<short>.Count], new short[width + Vector128<short>.Count], new short[width + Vector128<short>.Count]);
        _partial = new byte[2 * description.Columns];

        short Stored(double hounsfield) => (short)Math.Clamp((hounsfield - intercept) / slope * scale, short.MinValue, short.MaxValue);
    }

    /// <summary>Whether the slice may show the inside of a skull; true while not all of it was seen.</summary>
    public bool MayShowSkull() => _row < _description.Rows || (_cells.BrainRuns >= LeastRuns && _cells.EncloseBrain());

    /// <summary>Sees some more of the slice.</summary>
    /// <param name="samples">Native, little endian, from where the last ended; what follows the last row is ignored.</param>
    public void Add(ReadOnlySpan<byte> samples)
    {
        int length = _partial.Length;
        if (_partialLength > 0)
        {
            int taken = Math.Min(length - _partialLength, samples.Length);
            samples[..taken].CopyTo(_partial.AsSpan(_partialLength));
            _partialLength += taken;
            samples = samples[taken..];
            if (_partialLength < length) return;
            AddRow(_partial);
            _partialLength = 0;
        }

        for (; samples.Length >= length; samples = samples[length..]) AddRow(samples[..length]);
        samples.CopyTo(_partial);
        _partialLength = samples.Length;
    }

    private void AddRow(ReadOnlySpan<byte> row)
    {
        if (_row >= _description.Rows) return;
        int inCell = _row++ % _cells.RowsPerCell, reduced = inCell / _down;
        if (BitConverter.IsLittleEndian) Sum(MemoryMarshal.Cast<byte, short>(row), isFirst: inCell % _down == 0);
        else SumSwapped(row, isFirst: inCell % _down == 0);
        if (inCell % _down < _down - 1) return;
        if (reduced == 0) _sum.CopyTo(_most.AsSpan());
        else Widen();
        if (reduced == _reducedRows / 2) _sum.CopyTo(_middle.AsSpan());
        if (reduced == _reducedRows - 1) Classify();
    }

    private void SumSwapped(ReadOnlySpan<byte> row, bool isFirst)
    {
        short[] own = new short[_description.Columns];
        for (int x = 0; x < own.Length; x++) own[x] = BinaryPrimitives.ReadInt16LittleEndian(row[(2 * x)..]);
        Sum(own, isFirst);
    }

    private void Sum(ReadOnlySpan<short> row, bool isFirst)
    {
        (bool signed, int left, int right) = (_description.IsSigned, _left, _right);
        if (isFirst) Array.Clear(_sum);
        Span<Vector128<short>> sums = MemoryMarshal.Cast<short, Vector128<short>>(_sum.AsSpan());
        ReadOnlySpan<Vector128<short>> cells = MemoryMarshal.Cast<short, Vector128<short>>(row);
        for (int i = 0; i < cells.Length && i < sums.Length; i++)
        {
            Vector128<short> value = cells[i] << left;
            sums[i] += signed ? value >> right : value >>> right;
        }

        for (int x = cells.Length * Vector128<short>.Count; x < row.Length; x++)
        {
            short value = (short)(row[x] << left);
            _sum[x] += signed ? (short)(value >> right) : (short)((ushort)value >> right);
        }
    }

    private void Widen()
    {
        Span<Vector128<short>> sums = MemoryMarshal.Cast<short, Vector128<short>>(_sum.AsSpan()), most = MemoryMarshal.Cast<short, Vector128<short>>(_most.AsSpan());
        for (int i = 0; i < sums.Length && i < most.Length; i++) most[i] = Vector128.Max(sums[i], most[i]);
    }

    /// <summary>Two neighbours each: bone where the densest of the cell's rows are it, brain by its middle row.</summary>
    private void Classify()
    {
        Span<byte> bone = _cells.AddRow(out Span<byte> brain);
        Span<short> most = _most, middle = _middle;
        (Vector128<short> boneFrom, Vector128<short> brainFrom, Vector128<short> brainTo) = (Vector128.Create(_bone), Vector128.Create(_leastBrain), Vector128.Create(_mostBrain));
        for (int x = 0; x < _description.Columns; x += Vector128<short>.Count)
        {
            Vector128<short> densest = Vector128.Create<short>(most[x..]) + Vector128.Create<short>(most[(x + 1)..]);
            Vector128<short> value = Vector128.Create<short>(middle[x..]) + Vector128.Create<short>(middle[(x + 1)..]);
            bone[x / 8] = (byte)Vector128.GreaterThanOrEqual(densest, boneFrom).ExtractMostSignificantBits();
            brain[x / 8] = (byte)(Vector128.GreaterThanOrEqual(value, brainFrom) & Vector128.LessThanOrEqual(value, brainTo)).ExtractMostSignificantBits();
        }
    }
}
