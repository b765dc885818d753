using System.Buffers.Binary;

namespace Pipeline.Imaging;

/// <summary>The palette of a PALETTE COLOR image (PS3.3 C.7.6.3.1.5 and .6): red, green and blue by stored pixel value.</summary>
public sealed class PaletteColor
{
    private readonly byte[][] _channels;

    private PaletteColor(int firstMapped, byte[][] channels) => (FirstMapped, _channels) = (firstMapped, channels);

    /// <summary>The stored value of the first entry; lower values show as it does.</summary>
    public int FirstMapped { get; }

    /// <summary>Entries; higher values show as the last.</summary>
    public int Count => _channels[0].Length;

    /// <summary>Reads the three tables.</summary>
    /// <param name="descriptor">The three values of the red descriptor (0028,1101): entries (0 is 65536), first mapped, bits.
    /// Green and blue must have the same (the standard requires it).</param>
    /// <param name="red">(0028,1201), the bytes of the value, little endian.</param>
    /// <param name="green">(0028,1202).</param>
    /// <param name="blue">(0028,1203).</param>
    /// <param name="isSigned">Pixel Representation is 1: first mapped is signed.</param>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.InvalidPalette"/>.</exception>
    public static PaletteColor Read(
        ReadOnlySpan<ushort> descriptor, ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, bool isSigned)
    {
        if (descriptor.Length != 3 || descriptor[2] is not (8 or 16))
            throw new ImageFormatException(PixelReasons.InvalidPalette, "palette descriptor");
        int count = descriptor[0] == 0 ? 65536 : descriptor[0];
        ushort[][] words = [Words(red, count), Words(green, count), Words(blue, count)];

        // Some devices say 16 bits and store 8: a table that never leaves the low byte would show black only.
        bool high = descriptor[2] == 16 && Array.Exists(words, channel => Array.Exists(channel, word => word > 255));
        byte[][] channels = Array.ConvertAll(words, channel => Array.ConvertAll(channel, word => (byte)(high ? word >> 8 : word)));
        return new PaletteColor(isSigned ? (short)descriptor[1] : descriptor[1], channels);
    }

    /// <summary>What a stored value shows as.</summary>
    public (byte Red, byte Green, byte Blue) this[int storedValue]
    {
        get
        {
            int entry = Math.Clamp(storedValue - FirstMapped, 0, Count - 1);
            return (_channels[0][entry], _channels[1][entry], _channels[2][entry]);
        }
    }

    /// <summary>The lowest stored value between two that shows darkest (Rec. 601 luma).</summary>
    public int Darkest(int lowest, int highest)
    {
        int darkest = lowest, least = int.MaxValue;
        for (int value = Math.Max(lowest, FirstMapped); value <= Math.Min(highest, FirstMapped + Count - 1); value++)
        {
            int luma = Luma(value);
            if (luma < least) (darkest, least) = (value, luma);
        }

        return darkest;
    }

    /// <summary>A thousandfold Rec. 601 luma of what a stored value shows as.</summary>
    internal int Luma(int storedValue)
    {
        (byte red, byte green, byte blue) = this[storedValue];
        return (299 * red) + (587 * green) + (114 * blue);
    }

    private static ushort[] Words(ReadOnlySpan<byte> table, int count)
    {
        ushort[] words = new ushort[count];
        if (table.Length >= 2 * count)
            for (int i = 0; i < count; i++) words[i] = BinaryPrimitives.ReadUInt16LittleEndian(table[(2 * i)..]);
        else if (table.Length == count || table.Length == count + 1)
            for (int i = 0; i < count; i++) words[i] = table[i];
        else
            throw new ImageFormatException(PixelReasons.InvalidPalette, $"palette of {count} entries in {table.Length} bytes");
        return words;
    }
}
