namespace Pipeline.Imaging.Photographs;

/// <summary>One field of a TIFF directory.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Type">1 BYTE, 3 SHORT, 4 LONG, 5 RATIONAL: no other is kept.</param>
/// <param name="Count">How many values.</param>
/// <param name="Value">The values, in the file's byte order.</param>
internal readonly record struct TiffField(ushort Tag, ushort Type, int Count, byte[] Value)
{
    /// <summary>Bytes of one value.</summary>
    public static int SizeOf(ushort type) => type switch { 1 => 1, 3 => 2, 4 => 4, 5 => 8, _ => 0 };
}
