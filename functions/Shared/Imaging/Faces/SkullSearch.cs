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
    private readonly bool _isPlain;
    private readonly int _left;
    private readonly int _right;
    private readonly short _bone;
    private readonly short _leastBrain;
    private readonly short _mostBrain;
    private readonly short[] _sum;
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

        // The samples of some rows are summed in 16 bits with a sign: what does not fit loses its lowest bits.
        int lost = Math.Max(0, description.BitsStored + (description.IsSigned ? 0 : 1) + BitOperations.Log2((uint)((2 * _down) - 1)) - 16);
        (_left, _right) = (15 - description.HighBit, 16 - description.BitsStored + lost);
        _isPlain = !description.IsSigned && _left == _right;
        double scale = (double)_down / (1 << lost);
        (_bone, _leastBrain, _mostBrain) = (Stored(Bone), Stored(LeastBrain), Stored(MostBrain));
        _sum = new short[(description.Columns + Vector128<short>.Count - 1) / Vector128<short>.Count * Vector128<short>.Count];
        _partial = new byte[2 * description.Columns];

        short Stored(double hounsfield) => (short)Math.Clamp((hounsfield - intercept) / slope * scale, short.MinValue, short.MaxValue);
    }

    /// <summary>Whether the slice may show the inside of a skull; true while not all of it was seen.</summary>
    public bool MayShowSkull() => _row < _description.Rows || (_cells.BrainRuns >= LeastRuns && _cells.EncloseBrain());

    /// <summary>Sees some more of the slice.</summary>
    /// <param name="samples">Native, little endian, bits beside the samples' empty, from where the last ended; what follows the last row is ignored.</param>
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

    /// <summary>Of each row of cells its first rows are enough: a skull is seen in many slices.</summary>
    private void AddRow(ReadOnlySpan<byte> row)
    {
        int inCell = _row++ % _cells.RowsPerCell;
        if (_row > _description.Rows || inCell >= _down) return;
        if (inCell == 0) Array.Clear(_sum);
        Sum(MemoryMarshal.Cast<byte, short>(row));
        if (inCell == _down - 1) Classify();
    }

    private void Sum(ReadOnlySpan<short> row)
    {
        (bool signed, int left, int right) = (_description.IsSigned, _left, _right);
        Span<Vector128<short>> sums = MemoryMarshal.Cast<short, Vector128<short>>(_sum.AsSpan());
        ReadOnlySpan<Vector128<short>> cells = MemoryMarshal.Cast<short, Vector128<short>>(row);
        if (_isPlain)
        {
            for (int i = 0; i < cells.Length && i < sums.Length; i++) sums[i] += cells[i];
        }
        else
        {
            for (int i = 0; i < cells.Length && i < sums.Length; i++) sums[i] += signed ? (cells[i] << left) >> right : (cells[i] << left) >>> right;
        }

        for (int x = cells.Length * Vector128<short>.Count; x < row.Length; x++)
        {
            short value = (short)(row[x] << left);
            _sum[x] += signed ? (short)(value >> right) : (short)((ushort)value >> right);
        }
    }

    private void Classify()
    {
        Span<byte> bone = _cells.AddRow(out Span<byte> brain);
        ReadOnlySpan<Vector128<short>> sums = MemoryMarshal.Cast<short, Vector128<short>>(_sum.AsSpan());
        (Vector128<short> boneFrom, Vector128<short> brainFrom, Vector128<short> brainTo) = (Vector128.Create(_bone), Vector128.Create(_leastBrain), Vector128.Create(_mostBrain));
        for (int i = 0; i < sums.Length && i < bone.Length && i < brain.Length; i++)
        {
            Vector128<short> value = sums[i];
            bone[i] = (byte)Vector128.GreaterThanOrEqual(value, boneFrom).ExtractMostSignificantBits();
            brain[i] = (byte)(Vector128.GreaterThanOrEqual(value, brainFrom) & Vector128.LessThanOrEqual(value, brainTo)).ExtractMostSignificantBits();
        }
    }
}
