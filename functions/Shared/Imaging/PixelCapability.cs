namespace Pipeline.Imaging;

/// <summary>What is supported for pixel data in one transfer syntax.</summary>
/// <param name="TransferSyntaxUid">The UID, PS3.6 annex A.</param>
/// <param name="Name">The standard's name.</param>
/// <param name="Encoding">How the pixel data is coded.</param>
/// <param name="Decode">Frames can be turned into samples.</param>
/// <param name="Mask">Rectangles can be made black, the rest staying as it is.</param>
/// <param name="Preview">Thumbnails and frame sequences can be made.</param>
/// <param name="MaskedUid">The transfer syntax that masked frames are written in.</param>
/// <param name="Refusal">Of a syntax that is only recognised: the code of <see cref="PixelReasons"/> it is quarantined under.</param>
public sealed record PixelCapability(
    string TransferSyntaxUid, string Name, PixelEncoding Encoding, bool Decode, bool Mask, bool Preview, string MaskedUid, string? Refusal = null)
{
    /// <summary>Whether frames lie in fragments (PS3.5 A.4) rather than one after the other.</summary>
    public bool IsEncapsulated => Encoding != PixelEncoding.Native;
}
