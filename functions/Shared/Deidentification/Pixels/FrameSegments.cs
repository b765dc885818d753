using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>Whether JPEG, JPEG-LS and JPEG 2000 frames that pass as they are hold nothing but the image.</summary>
internal static partial class FrameSegments
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte JpegLsFrame = 0xF7;
    private const byte ImageSize = 0x51;
    private const byte StartOfTile = 0x90;
    private const byte StartOfData = 0x93;
    private const byte JpegComment = 0xFE;
    private const byte Jpeg2000Comment = 0x64;

    /// <summary>
    /// Refuses a frame with text of its own in a segment or behind its end, and what is no such frame; JFIF's and Adobe's color segments and
    /// the names of known encoders are no text.
    /// </summary>
    /// <returns>Bits a sample that the frame says it has, the most of all its components.</returns>
    public static int RequireNoText(ReadOnlySpan<byte> frame, Tag tag)
    {
        (int end, int precision) = (0, 0);
        if (frame.StartsWith<byte>([0xFF, 0xD8])) end = WalkJpeg(frame, tag, ref precision);
        else if (frame.StartsWith<byte>([0xFF, 0x4F, 0xFF, 0x51])) end = WalkJpeg2000(frame, tag, ref precision);
        else throw Found(tag);
        // Fragments have even lengths: one byte of padding may follow.
        ReadOnlySpan<byte> behind = frame[end..];
        if (behind.Length > 1 || (behind.Length == 1 && behind[0] is not (0 or 0xFF))) throw Found(tag);
        return precision > 0 ? precision : throw Found(tag);
    }

    /// <summary>From SOI to EOI, through every scan.</summary>
    private static int WalkJpeg(ReadOnlySpan<byte> frame, Tag tag, ref int precision)
    {
        int at = 2;
        while (true)
        {
            byte marker = Marker(frame, ref at, tag);
            if (marker == EndOfImage) return at;
            ReadOnlySpan<byte> content = Content(frame, ref at, tag);
            if (marker == JpegComment || (marker is >= 0xE0 and <= 0xEF && !IsColor(marker, content))) throw Found(tag);
            if (IsFrameHeader(marker)) precision = content.IsEmpty ? throw Found(tag) : Math.Max(precision, content[0]);
            if (marker == StartOfScan) at = AfterScan(frame, at, tag);
        }
    }

    /// <summary>The first marker after entropy-coded data that is no restart; a 0xFF before a byte below 0x80 is data.</summary>
    private static int AfterScan(ReadOnlySpan<byte> frame, int at, Tag tag)
    {
        while (true)
        {
            int next = frame[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= frame.Length) throw Found(tag);
            at += next;
            if (frame[at + 1] is >= 0x80 and not (>= 0xD0 and <= 0xD7) and not 0xFF) return at;
            at += frame[at + 1] == 0xFF ? 1 : 2;
        }
    }

    /// <summary>From SOC to EOC, tile-part by tile-part.</summary>
    private static int WalkJpeg2000(ReadOnlySpan<byte> frame, Tag tag, ref int precision)
    {
        int at = 2, tileStart = 0;
        long tileLength = 0;
        while (true)
        {
            int start = at;
            byte marker = Marker(frame, ref at, tag);
            if (marker == EndOfImage) return at;
            if (marker == StartOfData)
            {
                // A length of 0 says that the tile-part goes on to the end of the codestream, which then ends the frame, but for padding.
                long next = tileLength == 0 ? frame.TrimEnd((byte)0).Length - 2 : tileStart + tileLength;
                if (next < at || next > frame.Length - 2) throw Found(tag);
                at = (int)next;
                continue;
            }

            ReadOnlySpan<byte> content = Content(frame, ref at, tag);
            if (marker == Jpeg2000Comment && !IsEncoderName(content)) throw Found(tag);
            if (marker == ImageSize) precision = Math.Max(precision, PrecisionOf(content, tag));
            if (marker != StartOfTile) continue;
            if (content.Length != 8) throw Found(tag);
            (tileStart, tileLength) = (start, BinaryPrimitives.ReadUInt32BigEndian(content[2..]));
        }
    }

    /// <summary>SOF0 to SOF15 without the three markers among them that are none, and JPEG-LS's.</summary>
    private static bool IsFrameHeader(byte marker) => marker == JpegLsFrame || marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>The deepest component of JPEG 2000's SIZ (ITU-T T.800 A.5.1).</summary>
    private static int PrecisionOf(ReadOnlySpan<byte> size, Tag tag)
    {
        int precision = 0;
        for (int at = 36; at < size.Length; at += 3) precision = Math.Max(precision, (size[at] & 0x7F) + 1);
        return precision > 0 ? precision : throw Found(tag);
    }

    private static byte Marker(ReadOnlySpan<byte> frame, ref int at, Tag tag)
    {
        if (at >= frame.Length || frame[at] != 0xFF) throw Found(tag);
        while (at < frame.Length && frame[at] == 0xFF) at++;
        return at < frame.Length ? frame[at++] : throw Found(tag);
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> frame, ref int at, Tag tag)
    {
        int length = at + 2 <= frame.Length ? BinaryPrimitives.ReadUInt16BigEndian(frame[at..]) : 0;
        if (length < 2 || at + length > frame.Length) throw Found(tag);
        ReadOnlySpan<byte> content = frame.Slice(at + 2, length - 2);
        at += length;
        return content;
    }

    private static bool IsColor(byte marker, ReadOnlySpan<byte> content)
        => (marker == 0xE0 && content.StartsWith("JFIF\0"u8) && content.Length == 14) || (marker == 0xEE && content.StartsWith("Adobe"u8) && content.Length == 12);

    private static bool IsEncoderName(ReadOnlySpan<byte> content)
        => content.Length is > 2 and < 64 && EncoderName.IsMatch(Encoding.Latin1.GetString(content[2..]).TrimEnd('\0'));

    private static QuarantineException Found(Tag tag) => new(DeidentificationReason.FrameMetadata, "a compressed frame holds a comment or application segment or bytes behind its end, or cannot be read", tag);

    [GeneratedRegex(@"^(Kakadu-v?|Created by OpenJPEG version |Creator: JasPer Version |LEADTOOLS |Aware |Created by: )[0-9A-Za-z .,-]{0,30}\z")]
    private static partial Regex EncoderName { get; }
}
