using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pipeline.Dicom;

/// <summary>Turns values between byte orders.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses each unit of <paramref name="size"/> bytes; a rest shorter than a unit stays.</summary>
    public static void Swap(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                Span<uint> longs = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            case 8:
                Span<ulong> quads = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(quads, quads);
                break;
        }
    }
}
