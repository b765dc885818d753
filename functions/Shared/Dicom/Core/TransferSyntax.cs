namespace Pipeline.Dicom;

/// <summary>
/// A transfer syntax (PS3.5 §10, Annex A): how the data set is encoded, and whether pixel data is encapsulated.
/// A UID outside <see cref="All"/> is unknown and never guessed at.
/// </summary>
public sealed record TransferSyntax
{
    private TransferSyntax(string uid, string name, bool encapsulated = true)
    {
        Uid = new DicomUid(uid);
        Name = name;
        IsEncapsulated = encapsulated;
    }

    /// <summary>The UID written in (0002,0010).</summary>
    public DicomUid Uid { get; }

    /// <summary>The name in PS3.6 Annex A.</summary>
    public string Name { get; }

    /// <summary>Elements carry their representation.</summary>
    public bool IsExplicit { get; private init; } = true;

    /// <summary>Numbers have their high byte first (retired).</summary>
    public bool IsBigEndian { get; private init; }

    /// <summary>The data set is one deflate stream (PS3.5 §A.5).</summary>
    public bool IsDeflated { get; private init; }

    /// <summary>Pixel data is a sequence of fragments (PS3.5 §A.4).</summary>
    public bool IsEncapsulated { get; }

    /// <summary>Implicit VR Little Endian, the default.</summary>
    public static TransferSyntax ImplicitLittleEndian { get; } = new("1.2.840.10008.1.2", "Implicit VR Little Endian", false) { IsExplicit = false };

    /// <summary>Explicit VR Little Endian.</summary>
    public static TransferSyntax ExplicitLittleEndian { get; } = new("1.2.840.10008.1.2.1", "Explicit VR Little Endian", false);

    /// <summary>Deflated Explicit VR Little Endian.</summary>
    public static TransferSyntax DeflatedExplicitLittleEndian { get; } = new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", false) { IsDeflated = true };

    /// <summary>Explicit VR Big Endian (retired).</summary>
    public static TransferSyntax ExplicitBigEndian { get; } = new("1.2.840.10008.1.2.2", "Explicit VR Big Endian", false) { IsBigEndian = true };

    /// <summary>JPEG Baseline (Process 1), 8-bit lossy.</summary>
    public static TransferSyntax JpegBaseline { get; } = new("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)");

    /// <summary>RLE Lossless (PS3.5 Annex G).</summary>
    public static TransferSyntax RleLossless { get; } = new("1.2.840.10008.1.2.5", "RLE Lossless");

    /// <summary>Every syntax that can be read and written; which of them can be decoded is not this library's to say.</summary>
    public static IReadOnlyList<TransferSyntax> All { get; } =
    [
        ImplicitLittleEndian,
        ExplicitLittleEndian,
        DeflatedExplicitLittleEndian,
        ExplicitBigEndian,
        new("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
        JpegBaseline,
        new("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)"),
        new("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 and 5)"),
        new("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)"),
        new("1.2.840.10008.1.2.4.54", "JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)"),
        new("1.2.840.10008.1.2.4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)"),
        new("1.2.840.10008.1.2.4.56", "JPEG Full Progression, Non-Hierarchical (Process 11 and 13)"),
        new("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"),
        new("1.2.840.10008.1.2.4.58", "JPEG Lossless, Non-Hierarchical (Process 15)"),
        new("1.2.840.10008.1.2.4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])"),
        new("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless Image Compression"),
        new("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless) Image Compression"),
        new("1.2.840.10008.1.2.4.90", "JPEG 2000 Image Compression (Lossless Only)"),
        new("1.2.840.10008.1.2.4.91", "JPEG 2000 Image Compression"),
        new("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)"),
        new("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component Image Compression"),
        new("1.2.840.10008.1.2.4.94", "JPIP Referenced", false),
        new("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", false) { IsDeflated = true },
        new("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
        new("1.2.840.10008.1.2.4.100.1", "Fragmentable MPEG2 Main Profile / Main Level"),
        new("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"),
        new("1.2.840.10008.1.2.4.101.1", "Fragmentable MPEG2 Main Profile / High Level"),
        new("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
        new("1.2.840.10008.1.2.4.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1"),
        new("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
        new("1.2.840.10008.1.2.4.103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
        new("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
        new("1.2.840.10008.1.2.4.104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
        new("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
        new("1.2.840.10008.1.2.4.105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
        new("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
        new("1.2.840.10008.1.2.4.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
        new("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"),
        new("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
        new("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
        new("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
        new("1.2.840.10008.1.2.4.112", "JPEG XL"),
        new("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Image Compression (Lossless Only)"),
        new("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)"),
        new("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000 Image Compression"),
        new("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced", false),
        new("1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate", false) { IsDeflated = true },
        RleLossless,
        new("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
    ];

    /// <summary>The syntax of a UID; null when it is not known.</summary>
    public static TransferSyntax? Find(string uid)
    {
        foreach (TransferSyntax syntax in All)
        {
            if (string.Equals(syntax.Uid.Value, uid, StringComparison.Ordinal))
                return syntax;
        }
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
