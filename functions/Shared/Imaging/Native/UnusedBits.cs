using System.Numerics;
using System.Runtime.InteropServices;

namespace Pipeline.Imaging.Native;

/// <summary>
/// The bits of a cell that are none of the sample's (Bits Allocated beyond Bits Stored), where retired overlays lie and anything else
/// may (PS3.5 8.1.1, PS3.3 C.9.2): no viewer shows them and no mask reaches them outside its rectangles.
/// </summary>
public static class UnusedBits
{
    /// <summary>Checks that they are zero in every cell, or copies of the sign above a signed sample.</summary>
    /// <param name="frame">Uncompressed samples, little endian.</param>
    /// <param name="description">How they lie, valid.</param>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.EmbeddedOverlay"/>.</exception>
    public static void RequireEmpty(ReadOnlySpan<byte> frame, PixelDescription description)
    {
        if (description.BitsStored == description.BitsAllocated) return;
        int below = description.HighBit + 1 - description.BitsStored, above = description.BitsAllocated - 1 - description.HighBit;
        int stored = ((1 << description.BitsStored) - 1) << below;
        bool used = description.BitsAllocated == 8
            ? IsUsed(MemoryMarshal.Cast<byte, sbyte>(frame), (sbyte)~stored, (sbyte)((1 << below) - 1), above, description.IsSigned)
            : IsUsed(MemoryMarshal.Cast<byte, short>(frame), (short)~stored, (short)((1 << below) - 1), above, description.IsSigned);
        if (used) throw new ImageFormatException(PixelReasons.EmbeddedOverlay, "something lies in the bits that are not the samples'");
    }

    private static bool IsUsed<T>(ReadOnlySpan<T> cells, T unused, T below, int above, bool signed)
        where T : struct, IBinaryInteger<T>
    {
        int at = 0;
        Vector<T> any = default, unusedOfAll = new(unused), belowOfAll = new(below);
        for (; at <= cells.Length - Vector<T>.Count; at += Vector<T>.Count)
        {
            Vector<T> cell = new(cells[at..]), outside = cell & unusedOfAll;
            if (signed) outside = Vector.ConditionalSelect(Vector.Equals((cell << above) >> above, cell), cell & belowOfAll, outside);
            any |= outside;
        }

        if (!Vector.EqualsAll(any, default)) return true;
        foreach (T cell in cells[at..])
        {
            T outside = signed && (cell << above) >> above == cell ? cell & below : cell & unused;
            if (outside != T.Zero) return true;
        }

        return false;
    }
}
