using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Imaging;

/// <summary>
/// The one table of supported pixel encodings. What it does not declare is quarantined. What masking can change in place
/// keeps its transfer syntax, progressive JPEG becoming sequential with the same coefficients; what it has to decode is written as JPEG-LS Lossless, whatever it was: no sample outside the
/// mask changes, and no frame grows to its uncompressed size.
/// </summary>
public static class PixelCapabilities
{
    private const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    private const string JpegExtended = "1.2.840.10008.1.2.4.51";
    private const string JpegLsLossless = "1.2.840.10008.1.2.4.80";

    private static readonly FrozenDictionary<string, PixelCapability> Declared = new PixelCapability[]
    {
        InPlace("1.2.840.10008.1.2", "Implicit VR Little Endian", PixelEncoding.Native),
        InPlace(ExplicitLittleEndian, "Explicit VR Little Endian", PixelEncoding.Native),
        InPlace("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", PixelEncoding.Native),
        InPlace("1.2.840.10008.1.2.2", "Explicit VR Big Endian", PixelEncoding.Native) with { MaskedUid = ExplicitLittleEndian },
        InPlace("1.2.840.10008.1.2.5", "RLE Lossless", PixelEncoding.Rle),
        InPlace("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", PixelEncoding.JpegBaseline),
        InPlace(JpegExtended, "JPEG Extended (Process 2 and 4)", PixelEncoding.JpegBaseline),
        InPlace("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection (Process 6 and 8)", PixelEncoding.JpegBaseline) with { MaskedUid = JpegExtended },
        InPlace("1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 and 12)", PixelEncoding.JpegBaseline) with { MaskedUid = JpegExtended },
        Decoded("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)", PixelEncoding.JpegLossless),
        Decoded("1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)", PixelEncoding.JpegLossless),
        Decoded(JpegLsLossless, "JPEG-LS Lossless", PixelEncoding.JpegLs),
        Decoded("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", PixelEncoding.JpegLs),
        Decoded("1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)", PixelEncoding.Jpeg2000),
        Decoded("1.2.840.10008.1.2.4.91", "JPEG 2000", PixelEncoding.Jpeg2000),
        Recognised("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)", PixelReasons.HighThroughputJpeg2000),
        Recognised("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL Options (Lossless Only)", PixelReasons.HighThroughputJpeg2000),
        Recognised("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", PixelReasons.HighThroughputJpeg2000),
        Recognised("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.100.1", "Fragmentable MPEG2 Main Profile / Main Level", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.101.1", "Fragmentable MPEG2 Main Profile / High Level", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1", PixelReasons.Video),
        Recognised("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1", PixelReasons.Video),
    }.ToFrozenDictionary(capability => capability.TransferSyntaxUid);

    /// <summary>Every declared transfer syntax.</summary>
    public static IReadOnlyCollection<PixelCapability> All => Declared.Values;

    /// <summary>The capability declared for a transfer syntax UID, if any.</summary>
    public static bool TryFind(string transferSyntaxUid, [NotNullWhen(true)] out PixelCapability? capability)
        => Declared.TryGetValue(transferSyntaxUid, out capability);

    /// <summary>The capability declared for a transfer syntax UID.</summary>
    /// <exception cref="ImageFormatException">Not declared (<see cref="PixelReasons.UnsupportedTransferSyntax"/>), or recognised only (its own reason).</exception>
    public static PixelCapability Find(string transferSyntaxUid)
    {
        if (!TryFind(transferSyntaxUid, out PixelCapability? capability))
            throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "pixel data in this transfer syntax is not supported");
        return capability.Refusal is { } refusal ? throw new ImageFormatException(refusal, $"{capability.Name} is recognised, but not read") : capability;
    }

    private static PixelCapability InPlace(string uid, string name, PixelEncoding encoding)
        => new(uid, name, encoding, Decode: true, Mask: true, Preview: true, uid);

    private static PixelCapability Decoded(string uid, string name, PixelEncoding encoding)
        => new(uid, name, encoding, Decode: true, Mask: true, Preview: true, JpegLsLossless);

    private static PixelCapability Recognised(string uid, string name, string refusal)
        => new(uid, name, PixelEncoding.None, Decode: false, Mask: false, Preview: false, uid, refusal);
}
