using System.Buffers;
using Pipeline.Imaging.JpegLs;

namespace Pipeline.Imaging.Tests;

public sealed class JpegLsTests
{
    private const string JpegLsLossless = "1.2.840.10008.1.2.4.80";

    public static TheoryData<PixelDescription> Images()
    {
        TheoryData<PixelDescription> images = [CodecPictures.Color(61, 83), CodecPictures.Gray(1, 1, 8), CodecPictures.Gray(1, 200, 8), CodecPictures.Gray(200, 1, 12), CodecPictures.Gray(61, 83, 12, signed: true), CodecPictures.Gray(61, 83, 16, signed: true)];
        foreach (int bits in Enumerable.Range(2, 15)) images.Add(CodecPictures.Gray(61, 83, bits));
        return images;
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void What_is_coded_decodes_to_the_same_samples(PixelDescription d)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            byte[] frame = CodecPictures.Frame(d, seed);
            DicomFiles.Stored(JpegLsDecoder.Decode(Encoded(frame, d), d), d).ShouldBe(DicomFiles.Stored(frame, d));
            if (d.IsSigned) continue;
            ArrayBufferWriter<byte> tight = new();
            JpegLsEncoder.Encode(frame, d, d.BitsStored, tight);
            DicomFiles.Stored(JpegLsDecoder.Decode(tight.WrittenSpan, d), d).ShouldBe(DicomFiles.Stored(frame, d));
        }
    }

    [Fact]
    public void CharLS_decodes_what_is_coded_to_the_same_samples()
    {
        foreach (PixelDescription d in Images().Select(row => row.Data))
        {
            byte[] frame = CodecPictures.Frame(d, d.BitsStored);
            byte[] file = DicomFiles.Create(d, JpegLsLossless, Pictures.Encapsulate(Encoded(frame, d)));
            RealFile theirs = DicomFiles.ConvertOrSkip("dcmdjpls", "", file).ShouldNotBeNull($"{d}");
            DicomFiles.Stored(theirs.Frames[0], theirs.Description).ShouldBe(DicomFiles.Stored(frame, d), $"{d}");
        }
    }

    [Theory]
    [InlineData("+el +il")]
    [InlineData("+el +is")]
    [InlineData("+el +in")]
    [InlineData("+en +md 3 +il")]
    [InlineData("+en +md 2 +is")]
    [InlineData("+en +md 1 +in")]
    [InlineData("+el +t1 5 +t2 9 +t3 30 +rs 32")]
    [InlineData("+en +md 4 +t1 6 +t2 14 +t3 40 +rs 100")]
    public void What_CharLS_coded_decodes_as_it_decodes_there(string options)
    {
        foreach (PixelDescription d in new[] { CodecPictures.Color(61, 83), CodecPictures.Gray(61, 83, 8), CodecPictures.Gray(61, 83, 12), CodecPictures.Gray(61, 83, 16) })
        {
            byte[] file = DicomFiles.Create(d, DicomFiles.ExplicitLittleEndian, CodecPictures.Frame(d, 2));
            string path = Path.GetTempFileName();
            try
            {
                File.WriteAllBytes(path, file);
                DicomFiles.RunsOrSkip("dcmcjpls", $"{options} {path} {path}.jls").ShouldBeTrue();
                RealFile coded = new($"{path}.jls"), theirs = DicomFiles.ConvertOrSkip("dcmdjpls", "", $"{path}.jls").ShouldNotBeNull();
                byte[] ours = FrameDecoder.DecodeSamples(coded.Frames[0], coded.Description, PixelEncoding.JpegLs);
                DicomFiles.Stored(ours, CodedImage.DecodedForm(coded.Description)).ShouldBe(DicomFiles.Stored(theirs.Frames[0], theirs.Description), $"{options} {d}");
            }
            finally
            {
                File.Delete(path);
                File.Delete($"{path}.jls");
            }
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        PixelDescription d = CodecPictures.Gray(20, 30, 8);
        byte[] coded = Encoded(CodecPictures.Frame(d), d);
        for (int length = 0; length < coded.Length; length++)
            Should.Throw<ImageFormatException>(() => JpegLsDecoder.Decode(coded.AsSpan(0, length), d));
    }

    internal static byte[] Encoded(byte[] frame, PixelDescription d)
    {
        ArrayBufferWriter<byte> output = new();
        JpegLsEncoder.Encode(frame, d, output);
        return output.WrittenSpan.ToArray();
    }
}
