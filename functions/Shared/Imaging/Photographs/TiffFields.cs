using System.Collections.Frozen;

namespace Pipeline.Imaging.Photographs;

/// <summary>The fields of baseline and extended TIFF 6.0 that a picture is decoded by, each with the most values it may have.</summary>
internal static class TiffFields
{
    public const ushort NewSubfileType = 254;
    public const ushort Width = 256;
    public const ushort Length = 257;
    public const ushort BitsPerSample = 258;
    public const ushort Compression = 259;
    public const ushort StripOffsets = 273;
    public const ushort Orientation = 274;
    public const ushort SamplesPerPixel = 277;
    public const ushort RowsPerStrip = 278;
    public const ushort StripByteCounts = 279;
    public const ushort TileWidth = 322;
    public const ushort TileLength = 323;
    public const ushort TileOffsets = 324;
    public const ushort TileByteCounts = 325;
    public const ushort IccProfile = 34675;

    /// <summary>Compressions whose strips hold nothing but samples: none, CCITT, LZW, Deflate, PackBits. JPEG would bring segments of its own.</summary>
    public static FrozenSet<long> Compressions { get; } = new long[] { 1, 2, 3, 4, 5, 8, 32773, 32946 }.ToFrozenSet();

    private static readonly FrozenDictionary<ushort, int> MostValues = new Dictionary<ushort, int>
    {
        [NewSubfileType] = 1, [Width] = 1, [Length] = 1, [BitsPerSample] = 8, [Compression] = 1, [262] = 1, [266] = 1, [Orientation] = 1, [SamplesPerPixel] = 1,
        [RowsPerStrip] = 1, [282] = 1, [283] = 1, [284] = 1, [292] = 1, [293] = 1, [296] = 1, [317] = 1, [320] = 3 << 16, [TileWidth] = 1, [TileLength] = 1,
        [338] = 8, [339] = 8, [529] = 3, [530] = 2, [531] = 1, [532] = 6,
    }.ToFrozenDictionary();

    /// <summary>Whether a field may be copied as it is.</summary>
    public static bool IsKept(ushort tag, ushort type, long count)
        => TiffField.SizeOf(type) > 0 && MostValues.TryGetValue(tag, out int most) && count >= 1 && count <= most;
}
