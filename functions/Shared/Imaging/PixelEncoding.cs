namespace Pipeline.Imaging;

/// <summary>How pixel data is coded within its transfer syntax.</summary>
public enum PixelEncoding
{
    /// <summary>In a way that is not read here.</summary>
    None,

    /// <summary>Samples as they are, little endian (PS3.5 8.1).</summary>
    Native,

    /// <summary>RLE (PS3.5 annex G), encapsulated.</summary>
    Rle,

    /// <summary>JPEG by cosine transform and Huffman codes: baseline, extended to 12 bits, or progressive (ITU-T T.81), encapsulated.</summary>
    JpegBaseline,

    /// <summary>JPEG Lossless (ITU-T T.81 process 14), encapsulated.</summary>
    JpegLossless,

    /// <summary>JPEG-LS (ITU-T T.87), lossless or near-lossless, encapsulated.</summary>
    JpegLs,

    /// <summary>JPEG 2000 Part 1 (ITU-T T.800), encapsulated.</summary>
    Jpeg2000,
}
