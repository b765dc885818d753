using System.Buffers;
using BenchmarkDotNet.Attributes;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.JpegLs;

namespace Pipeline.Benchmarks;

/// <summary>Decoding one 600×800 colour frame to samples, against copying as many bytes; other codings by <see cref="DecodingRates"/>.</summary>
[MemoryDiagnoser]
public class Decoding
{
    private readonly PixelDescription description = PixelDescription.EightBit(SampleCine.Rows, SampleCine.Columns, PhotometricInterpretation.YbrFull);
    private byte[] jpeg = [];
    private byte[] jpegLs = [];
    private byte[] samples = [];

    /// <summary>Makes the frames.</summary>
    [GlobalSetup]
    public void Setup()
    {
        jpeg = SampleCine.JpegFrame(1);
        samples = JpegDecoder.DecodeSamples(jpeg, description);
        ArrayBufferWriter<byte> coded = new();
        JpegLsEncoder.Encode(samples, description, coded);
        jpegLs = coded.WrittenSpan.ToArray();
    }

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true)]
    public byte[] CopyBytes() => samples.ToArray();

    /// <summary>JPEG Baseline.</summary>
    [Benchmark]
    public byte[] JpegBaseline() => FrameDecoder.DecodeSamples(jpeg, description, PixelEncoding.JpegBaseline);

    /// <summary>JPEG-LS Lossless.</summary>
    [Benchmark]
    public byte[] JpegLs() => FrameDecoder.DecodeSamples(jpegLs, description, PixelEncoding.JpegLs);
}
