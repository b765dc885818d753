using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Pipeline.Dicom;
using Pipeline.Imaging;
using Pipeline.Imaging.JpegLs;

namespace Pipeline.Deidentification.Tests;

/// <summary>Compressed CT of 12 stored bits whose frames are coded with more: what lies in the others is seen, in every frame.</summary>
public class SpareBitsTests
{
    private const int Rows = 24;
    private const int Columns = 32;

    public static TheoryData<string, string> Codings => new()
    {
        { "JPEG Lossless", "1.2.840.10008.1.2.4.70" },
        { "JPEG-LS", "1.2.840.10008.1.2.4.80" },
        { "JPEG 2000", "1.2.840.10008.1.2.4.90" },
    };

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task An_overlay_bit_above_the_stored_ones_is_quarantined_and_clean_samples_pass(string coding, string syntax)
    {
        ushort[] clean = Samples(), planted = [.. clean];
        planted[4711 % planted.Length] |= 0x1000;

        byte[] frame = Code(coding, clean, 16);
        (DeidentificationOutcome outcome, byte[] output) = await Fixtures.Run(await Ct(syntax, _ => { }, frame));
        outcome.ShouldBeOfType<Deidentified>(outcome.ToString()).Record.Pixels.ShouldBe(PixelTreatment.Passed);
        output.AsSpan().IndexOf(frame).ShouldBeGreaterThan(0);
        (await Reason(await Ct(syntax, _ => { }, Code(coding, planted, 16)))).ShouldBe(PixelReasons.EmbeddedOverlay);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task Every_frame_is_looked_at(string coding, string syntax)
    {
        ushort[] clean = Samples(), planted = [.. clean];
        planted[^1] |= 0x8000;
        (byte[] good, byte[] bad) = (Code(coding, clean, 16), Code(coding, planted, 16));
        void Frames(DataSet root)
        {
            root.SetString(Tags.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2.1");
            root.SetInts(Tags.NumberOfFrames, 3);
        }

        (await Fixtures.Run(await Ct(syntax, Frames, good, good, good))).Outcome.ShouldBeOfType<Deidentified>();
        (await Reason(await Ct(syntax, Frames, good, good, bad))).ShouldBe(PixelReasons.EmbeddedOverlay);
        (await Reason(await Ct(syntax, Frames, good, bad, good))).ShouldBe(PixelReasons.EmbeddedOverlay);
    }

    [Theory]
    [InlineData(16, -1, true)]
    [InlineData(16, -2048, true)]
    [InlineData(16, -4096, false)]
    [InlineData(16, 4096, false)]
    [InlineData(13, -1, true)]
    [InlineData(13, 2047, true)]
    [InlineData(13, 2048, true)]
    [InlineData(13, 4096, false)]
    public async Task A_sign_carried_on_is_no_overlay(int precision, int value, bool passes)
    {
        ushort[] samples = new ushort[Rows * Columns];
        samples[5] = (ushort)(value & ((1 << precision) - 1));
        DeidentificationOutcome outcome = (await Fixtures.Run(await Ct("1.2.840.10008.1.2.4.80", root => root.SetInts(Tags.PixelRepresentation, 1), Code("JPEG-LS", samples, precision)))).Outcome;
        if (passes) outcome.ShouldBeOfType<Deidentified>(outcome.ToString());
        else outcome.ShouldBeOfType<Quarantined>().Reason.ShouldBe(PixelReasons.EmbeddedOverlay);
    }

    [Fact]
    public async Task Bits_below_shifted_samples_are_looked_at_too()
    {
        ushort[] shifted = [.. Samples().Select(sample => (ushort)(sample << 4))];
        void HighBit(DataSet root) => root.SetInts(Tags.HighBit, 15);

        (await Fixtures.Run(await Ct("1.2.840.10008.1.2.4.80", HighBit, Code("JPEG-LS", shifted, 16)))).Outcome.ShouldBeOfType<Deidentified>();
        shifted[7] |= 1;
        (await Reason(await Ct("1.2.840.10008.1.2.4.80", HighBit, Code("JPEG-LS", shifted, 16)))).ShouldBe(PixelReasons.EmbeddedOverlay);
    }

    [Fact]
    public async Task A_frame_with_spare_bits_that_cannot_be_decoded_is_quarantined()
    {
        byte[] frame = Code("JPEG-LS", Samples(), 16), wrong = [.. frame[..^40], 0xFF, 0xD9];
        (await Reason(await Ct("1.2.840.10008.1.2.4.80", _ => { }, wrong))).ShouldNotBe(PixelReasons.EmbeddedOverlay);
        (await Reason(await Ct("1.2.840.10008.1.2.4.70", _ => { }, frame))).ShouldBe(PixelReasons.CorruptJpeg);
        (await Reason(await Ct("1.2.840.10008.1.2.4.201", _ => { }, Code("JPEG 2000", Samples(), 16)))).ShouldBe(PixelReasons.HighThroughputJpeg2000);
    }

    [Fact]
    public async Task A_frame_with_no_spare_bits_is_not_decoded()
    {
        byte[] frame = [.. Code("JPEG-LS", Samples(), 12)[..^40], 0xFF, 0xD9];
        (await Fixtures.Run(await Ct("1.2.840.10008.1.2.4.80", _ => { }, frame))).Outcome.ShouldBeOfType<Deidentified>();
    }

    private static ushort[] Samples() => [.. Enumerable.Range(0, Rows * Columns).Select(i => (ushort)(((i * 37) + (i / Columns * 11)) % 4096))];

    private static byte[] Code(string coding, ushort[] samples, int precision)
    {
        if (coding == "JPEG Lossless") return JpegLossless(samples, precision);
        if (coding == "JPEG 2000") return Jpeg2000OrSkip(samples, precision);
        var coded = new ArrayBufferWriter<byte>();
        var form = new PixelDescription(Rows, Columns, 1, PhotometricInterpretation.Monochrome2, 0, 16, precision, precision - 1, 0, 1);
        JpegLsEncoder.Encode(MemoryMarshal.AsBytes(samples.AsSpan()), form, coded);
        return coded.WrittenSpan.ToArray();
    }

    /// <summary>Process 14, selection value 1, every category of differences a code of five bits.</summary>
    private static byte[] JpegLossless(ushort[] samples, int precision)
    {
        List<byte> bytes = [];
        (uint buffer, int filled) = (0, 0);
        for (int i = 0; i < samples.Length; i++)
        {
            int predicted = i == 0 ? 1 << (precision - 1) : i % Columns > 0 ? samples[i - 1] : samples[i - Columns];
            int difference = (short)(samples[i] - predicted);
            int category = difference == short.MinValue ? 16 : 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(difference));
            Put((uint)category, 5);
            if (category < 16) Put((uint)(difference < 0 ? difference + (1 << category) - 1 : difference), category);
        }

        while (filled > 0) Put(1, 1);
        return [
            0xFF, 0xD8, 0xFF, 0xC3, 0, 11, (byte)precision, 0, Rows, 0, Columns, 1, 1, 0x11, 0, 0xFF, 0xC4, 0, 36, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            .. Enumerable.Range(0, 17).Select(i => (byte)i), 0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 0, 0, .. bytes, 0xFF, 0xD9];

        void Put(uint bits, int count)
        {
            for (int bit = count - 1; bit >= 0; bit--)
            {
                buffer = (buffer << 1) | ((bits >> bit) & 1);
                if (++filled < 8) continue;
                bytes.Add((byte)buffer);
                if ((byte)buffer == 0xFF) bytes.Add(0);
                (buffer, filled) = (0, 0);
            }
        }
    }

    private static byte[] Jpeg2000OrSkip(ushort[] samples, int precision)
    {
        const string program = "/usr/bin/opj_compress";
        Assert.SkipUnless(File.Exists(program), "opj_compress is not on this machine.");
        string raw = Path.GetTempFileName() + ".raw", coded = raw + ".j2k";
        try
        {
            byte[] bytes = new byte[2 * samples.Length];
            for (int i = 0; i < samples.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), samples[i]);
            File.WriteAllBytes(raw, bytes);
            var start = new ProcessStartInfo(program, ["-i", raw, "-o", coded, "-F", $"{Columns},{Rows},1,{precision},u", "-n", "2"]) { RedirectStandardOutput = true, UseShellExecute = false };
            using Process process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return File.ReadAllBytes(coded);
        }
        finally
        {
            File.Delete(raw);
            File.Delete(coded);
        }
    }

    private static async Task<string> Reason(byte[] file) => (await Fixtures.Run(file)).Outcome.ShouldBeOfType<Quarantined>().Reason;

    private static Task<byte[]> Ct(string syntax, Action<DataSet> change, params byte[][] frames)
    {
        DataSet root = Cine.Header(jpeg: false, regions: false, color: false);
        root.SetString(Tags.SOPClassUID, StudyFaces.CtImageStorage);
        root.SetString(Tags.Modality, "CT");
        root.SetString(Tags.BodyPartExamined, "ABDOMEN");
        root.SetInts(Tags.Rows, Rows);
        root.SetInts(Tags.Columns, Columns);
        root.SetInts(Tags.BitsAllocated, 16);
        root.SetInts(Tags.BitsStored, 12);
        root.SetInts(Tags.HighBit, 11);
        root.Remove(Tags.NumberOfFrames);
        change(root);
        return Fixtures.FileOf(root, PixelContent.Encapsulated([.. frames.Select(frame => (ReadOnlyMemory<byte>)frame)]), TransferSyntax.Find(syntax));
    }
}
