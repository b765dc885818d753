using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Dicom;

namespace Pipeline.Deidentification;

/// <summary>The marker segments before the first scan or tile of JPEG, JPEG-LS and JPEG 2000 frames.</summary>
internal static partial class FrameSegments
{
    private const byte StartOfScan = 0xDA;
    private const byte StartOfTile = 0x90;
    private const byte JpegComment = 0xFE;
    private const byte Jpeg2000Comment = 0x64;

    /// <summary>Refuses a frame with text of its own; JFIF's and Adobe's color segments and the names of known encoders are none.</summary>
    public static void RequireNoText(ReadOnlySpan<byte> frame, Tag tag)
    {
        if (frame.StartsWith<byte>([0xFF, 0xD8])) Walk(frame, 2, tag, jpeg2000: false);
        else if (frame.StartsWith<byte>([0xFF, 0x4F, 0xFF, 0x51])) Walk(frame, 2, tag, jpeg2000: true);
        else if (frame.StartsWith<byte>([0, 0, 0, 12, (byte)'j', (byte)'P'])) throw Found(tag);
    }

    private static void Walk(ReadOnlySpan<byte> frame, int at, Tag tag, bool jpeg2000)
    {
        while (at + 4 <= frame.Length && frame[at] == 0xFF)
        {
            byte marker = frame[at + 1];
            if (marker == (jpeg2000 ? StartOfTile : StartOfScan)) return;
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 2)..]);
            if (length < 2 || at + 2 + length > frame.Length) throw Found(tag);
            ReadOnlySpan<byte> content = frame.Slice(at + 4, length - 2);
            bool text = jpeg2000 ? marker == Jpeg2000Comment && !IsEncoderName(content) : marker == JpegComment || (marker is >= 0xE0 and <= 0xEF && !IsColor(marker, content));
            if (text) throw Found(tag);
            at += 2 + length;
        }

        throw Found(tag);
    }

    private static bool IsColor(byte marker, ReadOnlySpan<byte> content)
        => (marker == 0xE0 && content.StartsWith("JFIF\0"u8) && content.Length == 14) || (marker == 0xEE && content.StartsWith("Adobe"u8) && content.Length == 12);

    private static bool IsEncoderName(ReadOnlySpan<byte> content)
        => content.Length is > 2 and < 64 && EncoderName.IsMatch(Encoding.Latin1.GetString(content[2..]).TrimEnd('\0'));

    private static QuarantineException Found(Tag tag) => new(DeidentificationReason.FrameMetadata, "a compressed frame holds a comment or application segment, or cannot be read", tag);

    [GeneratedRegex(@"^(Kakadu-v?|Created by OpenJPEG version |Creator: JasPer Version |LEADTOOLS |Aware |Created by: )[0-9A-Za-z .,-]{0,30}\z")]
    private static partial Regex EncoderName { get; }
}
