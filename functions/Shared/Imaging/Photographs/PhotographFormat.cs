namespace Pipeline.Imaging.Photographs;

/// <summary>A picture file's format, by its first bytes.</summary>
public enum PhotographFormat
{
    /// <summary>ITU-T T.81, sequential or progressive Huffman.</summary>
    Jpeg,

    /// <summary>ISO/IEC 15948.</summary>
    Png,

    /// <summary>TIFF 6.0.</summary>
    Tiff,
}
