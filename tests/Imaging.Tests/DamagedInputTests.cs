using System.Buffers;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Rle;

namespace Pipeline.Imaging.Tests;

/// <summary>Deterministic mutations of good input: the one documented exception, or a result proven masked.</summary>
public sealed class DamagedInputTests
{
    private const int Inputs = 10_000;

    private static readonly FrameMask Mask = FrameMask.Hide(52, 44, new PixelRectangle(0, 0, 52, 10), new PixelRectangle(20, 20, 9, 9));

    [Fact]
    public void A_damaged_JPEG_ends_in_a_reason_or_a_proven_mask()
    {
        byte[][] good =
        [
            JpegEncoder.Encode(Pictures.Generate(52, 44, 3), new JpegEncoding(80, ChromaSampling.Half, 3, OptimizedTables: true)),
            JpegEncoder.Encode(Pictures.Generate(52, 44, 3), new JpegEncoding(40, ChromaSampling.HalfWidth)),
            JpegEncoder.Encode(Pictures.Generate(52, 44, 3), new JpegEncoding(90, ChromaSampling.Full, 0, false, KeepRgb: true)),
        ];
        (int refused, int masked) = Fuzz(good, "1.2.840.10008.1.2.4.50", PhotometricInterpretation.YbrFull422);
        refused.ShouldBeGreaterThan(1000);
        masked.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_damaged_RLE_frame_ends_in_a_reason_or_a_proven_mask()
    {
        ArrayBufferWriter<byte> coded = new();
        RleCodec.Encode(Pictures.Generate(52, 44, 3).Samples, PixelDescription.EightBit(44, 52, PhotometricInterpretation.Rgb), coded);
        (int refused, int masked) = Fuzz([coded.WrittenSpan.ToArray()], "1.2.840.10008.1.2.5", PhotometricInterpretation.Rgb);
        refused.ShouldBeGreaterThan(1000);
        masked.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Every_truncation_of_a_JPEG_is_refused()
    {
        byte[] good = JpegEncoder.Encode(Pictures.Generate(52, 44, 3), new JpegEncoding(60, ChromaSampling.Half, 5));
        for (int length = 0; length < good.Length; length++)
            Should.Throw<ImageFormatException>(() => JpegMaskingTests.Masked(good[..length], PixelDescription.EightBit(44, 52, PhotometricInterpretation.YbrFull), Mask))
                .Reason.ShouldBe(PixelReasons.CorruptJpeg);
    }

    private static (int Refused, int Masked) Fuzz(byte[][] good, string transferSyntaxUid, PhotometricInterpretation photometric)
    {
        string[] documented = [.. typeof(PixelReasons).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
        PixelDescription description = PixelDescription.EightBit(44, 52, photometric);
        int refused = 0, masked = 0;
        for (int seed = 0; seed < Inputs; seed++)
        {
            byte[] value = Pictures.Encapsulate(Mutate(good[seed % good.Length], new Random(seed)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                FrameReader frames = FrameReader.Open(new MemoryStream(value), description, transferSyntaxUid);
                FramePreviews previews = new(frames, new DisplaySettings(), Mask);
                MaskedPixelData.Write(frames, Mask, null, new MemoryStream(), previews.Add);
                previews.Thumbnail.ShouldNotBeNull();
                masked++;
            }
            catch (ImageFormatException e)
            {
                documented.ShouldContain(e.Reason);
                refused++;
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 << 20, $"seed {seed}");
        }

        return (refused, masked);
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        List<byte> bytes = [.. good];
        for (int i = random.Next(1, 5); i > 0 && bytes.Count > 8; i--)
        {
            int at = random.Next(4) == 0 ? random.Next(Math.Min(bytes.Count, 700)) : random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 20))); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count / 2), random.Next(1, bytes.Count / 2 > 20 ? 20 : 2))); break;
                case 4: bytes[at] = 0xFF; break;
                default: bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : 1); break;
            }
        }

        return [.. bytes];
    }
}
