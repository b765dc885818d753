using System.Buffers;
using BenchmarkDotNet.Attributes;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Verification;

namespace Pipeline.Benchmarks;

/// <summary>Masking one 600×800 JPEG frame in the compressed domain, against copying the frame.</summary>
[MemoryDiagnoser]
public class Masking
{
    private readonly ArrayBufferWriter<byte> output = new(1024 * 1024);
    private byte[] frame = [];
    private JpegMasking band = null!;
    private JpegMasking margins = null!;
    private MaskProof proof = null!;
    private byte[] masked = [];

    /// <summary>Makes the frame and its masks: a band of 60 pixels at the top, and margins on all sides.</summary>
    [GlobalSetup]
    public void Setup()
    {
        frame = SampleCine.JpegFrame(1);
        PixelDescription description = PixelDescription.EightBit(SampleCine.Rows, SampleCine.Columns, PhotometricInterpretation.YbrFull422, 1);
        FrameMask top = FrameMask.Hide(SampleCine.Columns, SampleCine.Rows, new PixelRectangle(0, 0, SampleCine.Columns, 60));
        band = new JpegMasking(description, top);
        margins = new JpegMasking(description, FrameMask.KeepOnly(SampleCine.Columns, SampleCine.Rows, new PixelRectangle(80, 60, 640, 480)));
        proof = new MaskProof(description, PixelEncoding.JpegBaseline, top, null);
        band.Mask(frame, output);
        masked = output.WrittenSpan.ToArray();
    }

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true)]
    public void CopyBytes()
    {
        output.ResetWrittenCount();
        output.Write(frame);
    }

    /// <summary>A full-width band of 60 pixels.</summary>
    [Benchmark]
    public void MaskBand()
    {
        output.ResetWrittenCount();
        band.Mask(frame, output);
    }

    /// <summary>Everything outside a region with margins on all sides.</summary>
    [Benchmark]
    public void MaskMargins()
    {
        output.ResetWrittenCount();
        margins.Mask(frame, output);
    }

    /// <summary>The check after masking of the band.</summary>
    [Benchmark]
    public void CheckBand() => proof.Require(masked);
}
