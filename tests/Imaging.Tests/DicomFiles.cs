using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Pipeline.Imaging.Tests;

/// <summary>Small files for the Debian tools that codecs are compared with, and what those make of them.</summary>
internal static class DicomFiles
{
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";

    /// <summary>A file of one image; a value of an encapsulated syntax is the whole sequence of fragments.</summary>
    public static byte[] Create(PixelDescription d, string transferSyntaxUid, byte[] value)
    {
        bool encapsulated = transferSyntaxUid != ExplicitLittleEndian;
        List<byte> meta = [.. Text(0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.7"), .. Text(0x0002, 0x0003, "UI", "2.25.1"), .. Text(0x0002, 0x0010, "UI", transferSyntaxUid)];
        List<byte> file = [.. new byte[128], .. "DICM"u8, .. Head(0x0002, 0x0000, "UL", 4), .. BitConverter.GetBytes(meta.Count), .. meta];
        file.AddRange([.. Text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7"), .. Text(0x0008, 0x0018, "UI", "2.25.1")]);
        file.AddRange([.. Number(0x02, d.SamplesPerPixel), .. Text(0x0028, 0x0004, "CS", PixelDescription.TermOf(d.PhotometricInterpretation))]);
        if (d.SamplesPerPixel > 1) file.AddRange(Number(0x06, d.PlanarConfiguration));
        file.AddRange([.. Number(0x10, d.Rows), .. Number(0x11, d.Columns), .. Number(0x100, d.BitsAllocated), .. Number(0x101, d.BitsStored), .. Number(0x102, d.HighBit), .. Number(0x103, d.PixelRepresentation)]);
        file.AddRange([0xE0, 0x7F, 0x10, 0, (byte)'O', d.BitsAllocated == 8 || encapsulated ? (byte)'B' : (byte)'W', 0, 0]);
        file.AddRange(BitConverter.GetBytes(encapsulated ? uint.MaxValue : (uint)(value.Length + (value.Length % 2))));
        file.AddRange(value);
        if (value.Length % 2 == 1) file.Add(0);
        return [.. file];
    }

    /// <summary>Runs a tool that makes one file of another; skips the test where it is absent.</summary>
    /// <returns>The file, or null where the tool could not.</returns>
    public static RealFile? ConvertOrSkip(string tool, string arguments, string input)
    {
        string output = Path.GetTempFileName();
        try
        {
            return RunsOrSkip(tool, $"{arguments} {input} {output}") && new FileInfo(output).Length > 0 ? new RealFile(output) : null;
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>As the other, from bytes.</summary>
    public static RealFile? ConvertOrSkip(string tool, string arguments, byte[] input)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, input);
            return ConvertOrSkip(tool, arguments, path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether a Debian tool ends well; skips the test where it is absent.</summary>
    public static bool RunsOrSkip(string tool, string arguments)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{tool}"), $"{tool} is not on this machine");
        ProcessStartInfo start = new($"/usr/bin/{tool}", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        errors.Wait();
        return process.ExitCode == 0;
    }

    /// <summary>Stored values by pixel, as unsigned numbers of as many bits as are stored.</summary>
    public static int[] Stored(ReadOnlySpan<byte> samples, PixelDescription d)
    {
        int pixels = d.Rows * d.Columns;
        int[] values = new int[pixels * d.SamplesPerPixel];
        for (int i = 0; i < values.Length; i++)
        {
            (int pixel, int sample) = Math.DivRem(i, d.SamplesPerPixel);
            int cell = d.PlanarConfiguration == 1 ? (sample * pixels) + pixel : i;
            int raw = d.BitsAllocated == 8 ? samples[cell] : BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * cell)..]);
            values[i] = (raw >> (d.HighBit + 1 - d.BitsStored)) & ((1 << d.BitsStored) - 1);
        }

        return values;
    }

    /// <summary>The largest distance between stored values, signed ones as such.</summary>
    public static int Distance(int[] ours, int[] theirs, PixelDescription d)
    {
        ours.Length.ShouldBe(theirs.Length);
        int largest = 0, flip = d.IsSigned ? 1 << (d.BitsStored - 1) : 0;
        for (int i = 0; i < ours.Length; i++) largest = Math.Max(largest, Math.Abs((ours[i] ^ flip) - (theirs[i] ^ flip)));
        return largest;
    }

    private static byte[] Number(int element, int value) => [.. Head(0x28, element, "US", 2), (byte)value, (byte)(value >> 8)];

    private static byte[] Text(int group, int element, string vr, string value)
    {
        if (value.Length % 2 == 1) value += vr == "UI" ? '\0' : ' ';
        return [.. Head(group, element, vr, value.Length), .. Encoding.ASCII.GetBytes(value)];
    }

    private static byte[] Head(int group, int element, string vr, int length)
        => [(byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8), .. Encoding.ASCII.GetBytes(vr), (byte)length, (byte)(length >> 8)];
}
