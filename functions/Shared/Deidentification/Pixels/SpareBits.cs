using System.Runtime.InteropServices;
using Pipeline.Imaging;
using Pipeline.Imaging.Native;

namespace Pipeline.Deidentification;

/// <summary>
/// Bits that a compressed frame has for each sample beyond those the object says are stored: an overlay may lie in them that no header tells of.
/// </summary>
/// <param name="description">The object's image.</param>
/// <param name="transferSyntaxUid">How its frames are coded.</param>
/// <param name="precision">Bits a sample that the frame says it has.</param>
internal readonly struct SpareBits(PixelDescription description, string transferSyntaxUid, int precision)
{
    /// <summary>Whether samples may hold more than the stored bits. Where they cannot, nothing needs to be decoded.</summary>
    public bool MayHoldMore
        => description.BitsStored < description.BitsAllocated && (precision > description.BitsStored || description.HighBit != description.BitsStored - 1);

    /// <summary>Decodes a frame and refuses it where anything but a sign lies in them.</summary>
    /// <returns>Its samples.</returns>
    /// <exception cref="ImageFormatException"><see cref="PixelReasons.EmbeddedOverlay"/>, or it cannot be decoded.</exception>
    public byte[] RequireEmpty(ReadOnlySpan<byte> frame)
    {
        PixelEncoding encoding = PixelCapabilities.Find(transferSyntaxUid).Encoding;
        byte[] samples = FrameDecoder.DecodeSamples(frame, description, encoding);
        if (description is { IsSigned: true, BitsAllocated: 16 } && precision < 16) ExtendSigns(MemoryMarshal.Cast<byte, short>(samples.AsSpan()), 16 - precision);
        UnusedBits.RequireEmpty(samples, FrameDecoder.SamplesForm(description, encoding));
        return samples;
    }

    /// <summary>Codecs without signs leave the highest of their bits for one.</summary>
    private static void ExtendSigns(Span<short> cells, int above)
    {
        foreach (ref short cell in cells) cell = (short)((short)(cell << above) >> above);
    }
}
