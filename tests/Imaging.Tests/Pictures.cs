using System.Diagnostics;
using Pipeline.Imaging.Verification;

namespace Pipeline.Imaging.Tests;

/// <summary>Generated pictures and the ways tests look at coded ones.</summary>
internal static class Pictures
{
    /// <summary>Gradients, an ellipse and noise: every size category of coefficient occurs.</summary>
    public static DisplayImage Generate(int width, int height, int channels, int seed = 1)
    {
        Random random = new(seed);
        DisplayImage image = new(width, height, channels);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double dx = (x - (width / 2.0)) / width, dy = (y - (height / 2.0)) / height;
                int inside = (dx * dx) + (dy * dy) < 0.1 ? 90 : 20;
                for (int channel = 0; channel < channels; channel++)
                    image[x, y][channel] = (byte)Math.Clamp(inside + (x * 60 / width) + (channel * y * 80 / height) + random.Next(40), 0, 255);
            }
        }

        return image;
    }

    /// <summary>A value of Pixel Data with these fragments and an empty offset table.</summary>
    public static byte[] Encapsulate(params IEnumerable<byte[]> fragments)
    {
        List<byte> value = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        foreach (byte[] fragment in fragments)
        {
            value.AddRange([0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(fragment.Length + (fragment.Length % 2)), .. fragment]);
            if (fragment.Length % 2 == 1) value.Add(0);
        }

        return [.. value, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
    }

    /// <summary>All frames of a value.</summary>
    public static List<byte[]> Frames(byte[] value, PixelDescription description, string transferSyntaxUid)
    {
        FrameReader reader = FrameReader.Open(new MemoryStream(value), description, transferSyntaxUid);
        List<byte[]> frames = [];
        while (reader.TryReadFrame(out ReadOnlyMemory<byte> frame)) frames.Add(frame.ToArray());
        return frames;
    }

    /// <summary>Every coefficient by component, column and row of its block.</summary>
    public static Dictionary<(int Component, int Column, int Row), int[]> Coefficients(byte[] coded, out CodedFrame frame)
    {
        Dictionary<(int, int, int), int[]> blocks = [];
        frame = new CodedFrame();
        new CodedBlockReader(_ => true).Read(coded, frame, (component, column, row, zigzag) => blocks.Add((component, column, row), zigzag.ToArray()));
        return blocks;
    }

    /// <summary>The pixels of the MCU that a block belongs to.</summary>
    public static PixelRectangle Mcu(CodedFrame frame, (int Component, int Column, int Row) block)
    {
        int width = 8 * frame.Components.Max(c => c.H), height = 8 * frame.Components.Max(c => c.V);
        (int _, int h, int v, int _) = frame.Components[block.Component];
        return new PixelRectangle(block.Column / h * width, block.Row / v * height, width, height);
    }

    /// <summary>Decodes with libjpeg-turbo, without smoothing of chroma: the samples of a PNM.</summary>
    public static DisplayImage Djpeg(byte[] coded) => ReadPnm(RunOrSkip("djpeg", ["-nosmooth", "-pnm"], coded));

    /// <summary>Runs a Debian tool on its standard input; skips the test where it is absent.</summary>
    public static byte[] RunOrSkip(string tool, string[] arguments, byte[] input, bool quiet = true)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{tool}"), $"{tool} is not on this machine");
        using Process process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task feeding = Task.Run(() =>
        {
            using Stream stream = process.StandardInput.BaseStream;
            stream.Write(input);
        });
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        feeding.Wait();
        process.ExitCode.ShouldBe(0, errors.Result);
        if (quiet) errors.Result.ShouldBeEmpty();
        return output.ToArray();
    }

    /// <summary>Reads a binary PGM or PPM.</summary>
    public static DisplayImage ReadPnm(byte[] pnm)
    {
        int at = 0;
        string Token()
        {
            int start = at;
            while (!char.IsWhiteSpace((char)pnm[at])) at++;
            return System.Text.Encoding.ASCII.GetString(pnm, start, at++ - start);
        }

        int channels = Token() == "P6" ? 3 : 1;
        int width = int.Parse(Token()), height = int.Parse(Token());
        Token().ShouldBe("255");
        return new DisplayImage(width, height, channels, pnm[at..]);
    }
}
