using System.Diagnostics;
using Pipeline.Imaging.Photographs;

namespace Pipeline.Imaging.Tests.Photographs;

/// <summary>What remains of a picture file is the picture.</summary>
public class PhotographStrippingTests
{
    public static TheoryData<string> Kinds => ["jpg", "png", "tif", "big-endian.tif"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_beside_the_picture_remains_and_stripping_again_changes_nothing(string kind)
    {
        byte[] file = File(kind);
        file.AsSpan().IndexOf(Photograph.Name).ShouldBeGreaterThan(0);
        StrippedPhotograph stripped = PhotographStripping.Strip(file);
        stripped.Bytes.AsSpan().IndexOf("Yam"u8).ShouldBe(-1);
        stripped.Orientation.ShouldBe(6);
        stripped.ColorProfileRemoved.ShouldBe(kind is "jpg" or "png");
        PhotographStripping.Strip(stripped.Bytes).Bytes.ShouldBe(stripped.Bytes);
    }

    [Fact]
    public void Coded_image_data_is_that_of_the_original_byte_for_byte()
    {
        byte[] jpeg = Photograph.PlainJpeg;
        int scan = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xDA]);
        PhotographStripping.Strip(Photograph.Jpeg()).Bytes.AsSpan().IndexOf(jpeg.AsSpan(scan)).ShouldBeGreaterThan(0);
        byte[] png = Photograph.PlainPng;
        PhotographStripping.Strip(Photograph.Png()).Bytes.AsSpan().IndexOf(png.AsSpan(png.AsSpan().IndexOf("IDAT"u8), 100)).ShouldBeGreaterThan(0);
        byte[] tiff = Photograph.Tiff();
        PhotographStripping.Strip(tiff).Bytes.AsSpan().IndexOf(tiff.AsSpan(8, 64 * 48)).ShouldBe(8);
    }

    [Fact]
    public void An_upright_picture_gets_no_exif()
    {
        PhotographStripping.Strip(Photograph.Jpeg(1)).Bytes.AsSpan().IndexOf("Exif"u8).ShouldBe(-1);
        PhotographStripping.Strip(Photograph.Png(1)).Bytes.AsSpan().IndexOf("eXIf"u8).ShouldBe(-1);
        PhotographStripping.Strip(Photograph.Jpeg(9)).Orientation.ShouldBe(1);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "text", PhotographReasons.Unsupported },
        { "heic", PhotographReasons.Unsupported },
        { "arithmetic jpeg", PhotographReasons.Unsupported },
        { "two frames", PhotographReasons.Unsupported },
        { "quantization table with a tail", PhotographReasons.HiddenData },
        { "jpeg without an end", PhotographReasons.Corrupt },
        { "png without an end", PhotographReasons.Corrupt },
        { "png with a tail in its data", PhotographReasons.HiddenData },
        { "png with a wrong checksum", PhotographReasons.Corrupt },
        { "png with an unknown critical chunk", PhotographReasons.Unsupported },
        { "tiff with a long strip", PhotographReasons.HiddenData },
        { "tiff with jpeg in it", PhotographReasons.Unsupported },
        { "tiff that points at itself", PhotographReasons.Corrupt },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_file_that_may_hold_more_than_a_picture_is_refused(string how, string reason)
        => Should.Throw<ImageFormatException>(() => PhotographStripping.Strip(Broken(how))).Reason.ShouldBe(reason);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Mutated_files_end_stripped_or_refused_and_never_keep_the_name_in_a_segment(string kind)
    {
        byte[] original = File(kind);
        var random = new Random(20260101);
        for (int n = 0; n < 1500; n++)
        {
            byte[] file = [.. original];
            for (int k = random.Next(1, 5); k > 0; k--)
            {
                int at = n % 3 == 0 ? random.Next(Math.Min(file.Length, 400)) : random.Next(file.Length);
                file[at] = (byte)random.Next(256);
            }

            if (n % 5 == 0) file = file[..random.Next(file.Length)];
            try
            {
                byte[] once = PhotographStripping.Strip(file).Bytes;
                PhotographStripping.Strip(once).Bytes.ShouldBe(once);
            }
            catch (ImageFormatException exception)
            {
                exception.Reason.ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public void Other_programs_open_the_results_show_the_same_picture_and_find_no_metadata()
    {
        string folder = Directory.CreateTempSubdirectory("photographs").FullName;
        try
        {
            foreach (string kind in Kinds.Select(row => row.Data))
            {
                System.IO.File.WriteAllBytes(Path.Combine(folder, "before." + kind), kind == "png" ? Photograph.PlainPng : File(kind));
                System.IO.File.WriteAllBytes(Path.Combine(folder, "after." + kind), PhotographStripping.Strip(File(kind)).Bytes);
            }

            Pixels(folder);
            Metadata(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Pixels(string folder)
    {
        const string script = """
            import sys, os, glob
            try:
                from PIL import Image
            except ImportError:
                print("absent"); sys.exit(0)
            for after in sorted(glob.glob(sys.argv[1] + "/after.*")):
                a, b = Image.open(after), Image.open(after.replace("after.", "before."))
                assert list(a.getdata()) == list(b.getdata()), after
                assert not [k for k in a.info if k not in ("jfif", "jfif_version", "jfif_unit", "jfif_density", "exif", "gamma", "compression", "dpi", "resolution", "adobe", "adobe_transform")], a.info
                assert dict(a.getexif()).get(0x112) == 6, dict(a.getexif())
            print("same")
            """;
        if (!System.IO.File.Exists("/usr/bin/python3")) return;
        TestContext.Current.TestOutputHelper?.WriteLine("PIL: " + Execute("/usr/bin/python3", "-c", script, folder));
    }

    private static void Metadata(string folder)
    {
        if (!System.IO.File.Exists("/usr/bin/exiftool"))
        {
            TestContext.Current.TestOutputHelper?.WriteLine("exiftool is not on this machine: not compared");
            return;
        }

        string found = Execute("/usr/bin/exiftool", [.. "-a -u -U -G1 -s --System:all --ExifTool:all --File:all --Composite:all".Split(' '), .. Directory.GetFiles(folder, "after.*")]);
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        foreach (string line in found.Split('\n').Where(line => line.StartsWith('[')))
            new[] { "JFIF", "IFD0", "PNG" }.ShouldContain(line[1..line.IndexOf(']')].Trim(), line);
        found.ShouldNotContain("Yam");
        found.ShouldNotContain("Warning");
    }

    private static string Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output + errors.Result);
        return output;
    }

    private static byte[] File(string kind) => kind switch { "jpg" => Photograph.Jpeg(), "png" => Photograph.Png(), "tif" => Photograph.Tiff(), _ => Photograph.Tiff(little: false) };

    private static byte[] Broken(string how)
    {
        (byte[] jpeg, byte[] png, byte[] tiff) = ([.. Photograph.PlainJpeg], [.. Photograph.PlainPng], Photograph.Tiff());
        int frame = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0]), quantization = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xDB]);
        switch (how)
        {
            case "text": return "Yamada"u8.ToArray();
            case "heic": return [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[12]];
            case "arithmetic jpeg": jpeg[frame + 1] = 0xC9; return jpeg;
            case "two frames": return [.. jpeg.AsSpan(0, frame), .. jpeg.AsSpan(frame, 19), .. jpeg.AsSpan(frame)];
            case "quantization table with a tail":
                int length = (jpeg[quantization + 2] << 8) | jpeg[quantization + 3];
                return [.. jpeg.AsSpan(0, quantization), 0xFF, 0xDB, (byte)((length + 6) >> 8), (byte)(length + 6), .. jpeg.AsSpan(quantization + 4, length - 2), .. Photograph.Name, .. jpeg.AsSpan(quantization + 2 + length)];
            case "jpeg without an end": return jpeg[..^2];
            case "png without an end": return png[..^12];
            case "png with a tail in its data": return Photograph.PngWithTail();
            case "png with a wrong checksum": png[30] ^= 1; return png;
            case "png with an unknown critical chunk": return [.. png.AsSpan(0, 33), .. Photograph.Chunk("ABCD"u8, [1]), .. png.AsSpan(33)];
            case "tiff with a long strip": return Photograph.Tiff(extra: 40);
            case "tiff with jpeg in it": tiff[tiff.AsSpan().IndexOf<byte>([3, 1, 3, 0]) + 8] = 7; return tiff;
            default:
                // The second directory's link, the last of the file, back to the first.
                tiff.AsSpan(4, 4).CopyTo(tiff.AsSpan(tiff.Length - 4));
                return tiff;
        }
    }
}
