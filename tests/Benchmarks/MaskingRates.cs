using System.Buffers;
using System.Diagnostics;
using Pipeline.Deidentification;
using Pipeline.Imaging;
using Pipeline.Imaging.Jpeg;
using Pipeline.Imaging.Verification;
using Pipeline.Registry;
using FrameReader = Pipeline.Imaging.FrameReader;

namespace Pipeline.Benchmarks;

/// <summary>
/// Frames a second of masking a cine of 600×800 JPEG frames, step by step and as a whole, on all processors, and what other programs
/// reach on the same frames where they are installed.
/// </summary>
internal static class MaskingRates
{
    private const int Frames = 200;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    private static readonly PixelDescription Description = PixelDescription.EightBit(SampleCine.Rows, SampleCine.Columns, PhotometricInterpretation.YbrFull422, Frames);
    private static readonly FrameMask Band = FrameMask.Hide(SampleCine.Columns, SampleCine.Rows, new PixelRectangle(0, 0, SampleCine.Columns, 60));
    private static readonly FrameMask Margins = FrameMask.KeepOnly(SampleCine.Columns, SampleCine.Rows, new PixelRectangle(80, 60, 640, 480));

    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        byte[][] frames = [.. Enumerable.Range(0, Frames).Select(index => SampleCine.JpegFrame(index % 20))];
        Console.WriteLine($"{Frames} frames of {SampleCine.Columns}×{SampleCine.Rows}, {frames.Average(frame => frame.Length) / 1000:0.0} kB each, {Environment.ProcessorCount} processors");
        Print("copy the bytes", () => InParallel(frames, Copying));
        Print("mask a band of 60 rows", () => InParallel(frames, () => Masking(Band)));
        Print("mask margins on four sides", () => InParallel(frames, () => Masking(Margins)));
        Print("check the band", Check(frames, Band));
        Print("check the margins", Check(frames, Margins));
        byte[] value = Encapsulated(frames);
        Print("read, mask, check, write: band", () => Whole(value, Band));
        Print("read, mask, check, write: margins", () => Whole(value, Margins));
        byte[] file = SampleCine.JpegFile(Frames);
        Print("de-identify the file", () => Deidentify(file));
        MaskingPeers.Print(frames, file);
    }

    /// <summary>Prints the rate of an action that handles all frames.</summary>
    public static void Print(string what, Action all)
    {
        all();
        int rounds = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (; rounds == 0 || watch.Elapsed < Enough; rounds++) all();
        Console.WriteLine($"{what,-40}{rounds * Frames / watch.Elapsed.TotalSeconds,10:0} frames/s");
    }

    private static void InParallel(byte[][] frames, Func<Action<byte[]>> worker)
        => Parallel.ForEach(frames, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, worker, (frame, _, work) => { work(frame); return work; }, _ => { });

    private static Action<byte[]> Copying()
    {
        ArrayBufferWriter<byte> output = new();
        return frame =>
        {
            output.ResetWrittenCount();
            output.Write(frame);
        };
    }

    private static Action<byte[]> Masking(FrameMask mask)
    {
        JpegMasking masking = new(Description, mask);
        ArrayBufferWriter<byte> output = new();
        return frame =>
        {
            output.ResetWrittenCount();
            masking.Mask(frame, output);
        };
    }

    private static Action Check(byte[][] frames, FrameMask mask)
    {
        JpegMasking masking = new(Description, mask);
        byte[][] masked = Array.ConvertAll(frames, frame =>
        {
            ArrayBufferWriter<byte> output = new();
            masking.Mask(frame, output);
            return output.WrittenSpan.ToArray();
        });
        return () => InParallel(masked, () =>
        {
            MaskProof proof = new(Description, PixelEncoding.JpegBaseline, mask, null);
            return frame => proof.Require(frame);
        });
    }

    private static byte[] Encapsulated(byte[][] frames)
    {
        using MemoryStream value = new();
        value.Write([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0]);
        foreach (byte[] frame in frames)
        {
            value.Write([0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(frame.Length + (frame.Length % 2)), .. frame]);
            if (frame.Length % 2 == 1) value.WriteByte(0);
        }

        value.Write([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        return value.ToArray();
    }

    private static void Whole(byte[] value, FrameMask mask)
        => MaskedPixelData.Write(FrameReader.Open(new MemoryStream(value), Description, "1.2.840.10008.1.2.4.50"), mask, null, Stream.Null);

    private static void Deidentify(byte[] file)
    {
        PatientContext patient = new() { Facility = new FacilityId("alpha"), PatientId = "MIHON-770001", BirthDate = new DateOnly(1965, 4, 1) };
        DeidentificationOutcome outcome = new Deidentifier { TrustRegions = true }
            .DeidentifyAsync(new MemoryStream(file, writable: false), Stream.Null, patient, DeidentificationProfile.Research, PseudonymKey.FromBytes([.. Enumerable.Range(1, PseudonymKey.Length).Select(i => (byte)(37 * i))])).GetAwaiter().GetResult();
        if (outcome is not Deidentified) throw new InvalidOperationException($"The sample was quarantined, so nothing was measured: {outcome}.");
    }
}
