using System.Buffers;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Rle;

namespace Pipeline.Imaging.Tests;

/// <summary>Deterministic mutations of good input: the one documented exception, or a result proven masked.</summary>
public sealed class DamagedInputTests
{
    private const int Inputs = 10_000;

    // By PIPELINE_FUZZ_INPUTS as many as one has time for.
    private static readonly int DecodedInputs = int.Parse(Environment.GetEnvironmentVariable("PIPELINE_FUZZ_INPUTS") ?? "2500");

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
    public void A_damaged_JPEG_LS_frame_ends_in_a_reason_or_a_proven_mask()
    {
        byte[] good = JpegLsTests.Encoded(Pictures.Generate(52, 44, 3).Samples, PixelDescription.EightBit(44, 52, PhotometricInterpretation.Rgb));
        (int refused, int masked) = Fuzz([good], "1.2.840.10008.1.2.4.80", PhotometricInterpretation.Rgb, DecodedInputs);
        refused.ShouldBeGreaterThan(100);

        // Few: a scan must end with its last bits, which hardly any mutation leaves so.
        masked.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("+e1", "1.2.840.10008.1.2.4.70")]
    [InlineData("+el +sv 6", "1.2.840.10008.1.2.4.57")]
    [InlineData("+ep", "1.2.840.10008.1.2.4.55")]
    [InlineData("+en +is", "1.2.840.10008.1.2.4.81")]
    public void A_damaged_frame_of_dcmtk_ends_in_a_reason_or_a_proven_mask(string option, string uid)
    {
        PixelDescription d = PixelDescription.EightBit(44, 52, PhotometricInterpretation.Rgb);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, DicomFiles.Create(d, DicomFiles.ExplicitLittleEndian, Pictures.Generate(52, 44, 3).Samples));
            DicomFiles.RunsOrSkip(option.StartsWith("+en", StringComparison.Ordinal) ? "dcmcjpls" : "dcmcjpeg", $"{option} {path} {path}.out").ShouldBeTrue();
            (int refused, int masked) = Fuzz([new RealFile($"{path}.out").Frames[0]], uid, PhotometricInterpretation.Rgb, DecodedInputs / 2);
            refused.ShouldBeGreaterThan(50);
            masked.ShouldBeGreaterThan(0);
        }
        finally
        {
            File.Delete(path);
            File.Delete($"{path}.out");
        }
    }

    [Fact]
    public void A_damaged_JPEG_2000_frame_ends_in_a_reason_or_a_proven_mask()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "in.ppm"), [.. "P6\n52 44\n255\n"u8, .. Pictures.Generate(52, 44, 3).Samples]);
            string[] options = ["-p RPCL -c [32,32] -r 4,1", "-I -t 40,40 -n 3 -SOP -EPH", "-M 63 -n 3", "-POC T1=0,0,1,3,3,RLCP/T1=3,0,1,6,3,CPRL"];
            List<byte[]> good = [];
            foreach (string option in options)
            {
                DicomFiles.RunsOrSkip("opj_compress", $"-i {folder}/in.ppm -o {folder}/out.j2k {option}").ShouldBeTrue();
                good.Add(File.ReadAllBytes(Path.Combine(folder, "out.j2k")));
            }

            (int refused, int masked) = Fuzz([.. good], "1.2.840.10008.1.2.4.91", PhotometricInterpretation.YbrRct, DecodedInputs);
            refused.ShouldBeGreaterThan(100);
            masked.ShouldBeGreaterThan(50);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_truncation_of_a_JPEG_is_refused()
    {
        byte[] good = JpegEncoder.Encode(Pictures.Generate(52, 44, 3), new JpegEncoding(60, ChromaSampling.Half, 5));
        for (int length = 0; length < good.Length; length++)
            Should.Throw<ImageFormatException>(() => JpegMaskingTests.Masked(good[..length], PixelDescription.EightBit(44, 52, PhotometricInterpretation.YbrFull), Mask))
                .Reason.ShouldBe(PixelReasons.CorruptJpeg);
    }

    private static (int Refused, int Masked) Fuzz(byte[][] good, string transferSyntaxUid, PhotometricInterpretation photometric, int inputs = Inputs)
    {
        string[] documented = [.. typeof(PixelReasons).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
        PixelDescription description = PixelDescription.EightBit(44, 52, photometric);
        int refused = 0, masked = 0;
        for (int seed = 0; seed < inputs; seed++)
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
