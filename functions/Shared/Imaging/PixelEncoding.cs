namespace Pipeline.Imaging;

/// <summary>How pixel data is coded within its transfer syntax.</summary>
public enum PixelEncoding
{
    /// <summary>Samples as they are, little endian (PS3.5 8.1).</summary>
    Native,

    /// <summary>RLE (PS3.5 annex G), encapsulated.</summary>
    Rle,

    /// <summary>JPEG Baseline (ITU-T T.81 process 1), encapsulated.</summary>
    JpegBaseline,
}
