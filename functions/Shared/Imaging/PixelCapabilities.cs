using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Imaging;

/// <summary>The one table of supported pixel encodings. What it does not declare is quarantined.</summary>
public static class PixelCapabilities
{
    private static readonly FrozenDictionary<string, PixelCapability> Declared = new PixelCapability[]
    {
        new("1.2.840.10008.1.2", "Implicit VR Little Endian", PixelEncoding.Native, Decode: true, Mask: true, Preview: true),
        new("1.2.840.10008.1.2.1", "Explicit VR Little Endian", PixelEncoding.Native, Decode: true, Mask: true, Preview: true),
        new("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", PixelEncoding.Native, Decode: true, Mask: true, Preview: true),
        new("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", PixelEncoding.JpegBaseline, Decode: true, Mask: true, Preview: true),
        new("1.2.840.10008.1.2.5", "RLE Lossless", PixelEncoding.Rle, Decode: true, Mask: true, Preview: true),
    }.ToFrozenDictionary(capability => capability.TransferSyntaxUid);

    /// <summary>Every declared transfer syntax.</summary>
    public static IReadOnlyCollection<PixelCapability> All => Declared.Values;

    /// <summary>The capability declared for a transfer syntax UID, if any.</summary>
    public static bool TryFind(string transferSyntaxUid, [NotNullWhen(true)] out PixelCapability? capability)
        => Declared.TryGetValue(transferSyntaxUid, out capability);

    /// <summary>The capability declared for a transfer syntax UID.</summary>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.UnsupportedTransferSyntax"/>: not declared.</exception>
    public static PixelCapability Find(string transferSyntaxUid)
        => TryFind(transferSyntaxUid, out PixelCapability? capability)
            ? capability
            : throw new ImageFormatException(PixelReasons.UnsupportedTransferSyntax, "pixel data in this transfer syntax is not supported");
}
