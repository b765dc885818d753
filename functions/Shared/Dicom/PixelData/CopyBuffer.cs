using System.Buffers;

namespace Pipeline.Dicom;

/// <summary>The spans in which long values are copied: 1 MiB, or less where less is needed.</summary>
internal static class CopyBuffer
{
    private const int Size = 1 << 20;

    public static byte[] Rent(long wanted) => ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(wanted, 1), Size));

    public static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer);
}
