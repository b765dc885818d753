namespace Pipeline.Imaging.Png;

/// <summary>The checksum of a chunk (ISO/IEC 15948 annex D).</summary>
internal static class PngCrc
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static uint Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in type) crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        foreach (byte b in body) crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        return crc;
    }
}
