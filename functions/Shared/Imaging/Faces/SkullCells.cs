using System.Buffers.Binary;
using System.Numerics;

namespace Pipeline.Imaging.Faces;

/// <summary>One slice in bits, bone and brain: a bit a pixel across, a row of bits for each row of cells of about 4 mm.</summary>
internal sealed class SkullCells
{
    /// <summary>Millimetres. Bone is grown by a cell on both sides of a gap, so that it closes what a volume closes.</summary>
    private const float CellSize = 4;

    /// <summary>Cells across: bits of a row.</summary>
    private const int MostColumns = 128;

    /// <summary>Square millimetres: less than a volume's search asks for.</summary>
    private const double LeastArea = 3000;

    private readonly int _across;
    private readonly int _columns;
    private readonly int _bytesPerRow;
    private readonly double _bitArea;
    private byte[] _bone = [];
    private byte[] _brain = [];
    private int _rows;

    /// <param name="columns">Pixels across.</param>
    /// <param name="wide">Millimetres of a pixel across.</param>
    /// <param name="high">Millimetres of a pixel down.</param>
    public SkullCells(int columns, float wide, float high)
    {
        _across = Math.Max(Math.Max(1, (int)(CellSize / wide)), (columns + MostColumns - 1) / MostColumns);
        _columns = columns / _across;
        RowsPerCell = Math.Max(1, (int)(_across * wide / high));
        _bytesPerRow = ((columns + 7) / 8) + sizeof(ulong);
        _bitArea = (double)wide * high * RowsPerCell;
    }

    /// <summary>Pixels down.</summary>
    public int RowsPerCell { get; }

    /// <summary>Square millimetres of brain-dense pixels with two such neighbours: noise has hardly any.</summary>
    public double BrainRuns
    {
        get
        {
            int runs = 0;
            ReadOnlySpan<byte> bits = _brain.AsSpan(0, _rows * _bytesPerRow);
            for (; bits.Length >= sizeof(ulong); bits = bits[(sizeof(ulong) - 1)..])
            {
                // The last bits of seven bytes have their neighbours in the eighth.
                ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bits);
                runs += BitOperations.PopCount(word & (word >> 1) & (word >> 2) & 0x00FF_FFFF_FFFF_FFFF);
            }

            return runs * _bitArea;
        }
    }

    /// <summary>The bits of one more row of cells, to be filled, the lowest bit of a byte leftmost.</summary>
    public Span<byte> AddRow(out Span<byte> brain)
    {
        int start = _rows++ * _bytesPerRow;
        if (start + _bytesPerRow > _bone.Length)
        {
            Array.Resize(ref _bone, Math.Max(1 << 13, 2 * (start + _bytesPerRow)));
            Array.Resize(ref _brain, _bone.Length);
        }

        brain = _brain.AsSpan(start, _bytesPerRow);
        return _bone.AsSpan(start, _bytesPerRow);
    }

    /// <summary>Whether bone, gaps closed, holds off the outside from a piece with enough brain in it.</summary>
    public bool EncloseBrain()
    {
        UInt128[] wall = new UInt128[_rows], brain = new UInt128[_rows];
        for (int y = 0; y < _rows; y++)
        {
            ReadOnlySpan<byte> boneBits = _bone.AsSpan(y * _bytesPerRow, _bytesPerRow), brainBits = _brain.AsSpan(y * _bytesPerRow, _bytesPerRow);
            for (int x = 0; x < _columns; x++)
            {
                if (Count(boneBits, x) > 0) wall[y] |= UInt128.One << x;
                if (5 * Count(brainBits, x) >= 2 * _across) brain[y] |= UInt128.One << x;
            }
        }

        return new BitPlane(wall, _columns).Enclosed().HasPieceWith(brain, LeastArea / (_bitArea * _across));
    }

    /// <summary>Bits of a cell that are set.</summary>
    private int Count(ReadOnlySpan<byte> row, int cell)
    {
        int at = cell * _across;
        ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(row[(at / 8)..]) >> (at % 8);
        return BitOperations.PopCount(bits & ((1UL << _across) - 1));
    }
}
