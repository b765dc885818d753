using System.Diagnostics;
using Pipeline.Dicom;
using Pipeline.Imaging;

namespace Pipeline.Benchmarks;

/// <summary>Milliseconds to decode a file's frames, one thread, beside the whole run of the Debian tool that decodes the same file.</summary>
internal static class DecodingRates
{
    /// <summary>Prints a line for each file.</summary>
    public static void Print(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            using DicomFile file = DicomFile.Open(File.OpenRead(path));
            PixelEncoding encoding = PixelCapabilities.Find(file.TransferSyntax.Uid.Value).Encoding;
            PixelDescription description = Describe(file.DataSet);
            List<byte[]> frames = Fragments(file);
            double ours = Best(() => frames.ForEach(frame => FrameDecoder.DecodeSamples(frame, description, encoding)));
            (string tool, string arguments) = encoding switch
            {
                PixelEncoding.JpegLs => ("dcmdjpls", ""),
                PixelEncoding.Jpeg2000 => ("gdcmconv", "--raw"),
                _ => ("dcmdjpeg", "+cn"),
            };
            string output = Path.GetTempFileName();
            double theirs = Best(() => Process.Start(tool, $"{arguments} {path} {output}")!.WaitForExit());
            File.Delete(output);
            Console.WriteLine($"{Path.GetFileName(path)}: {frames.Count} × {description.Columns}×{description.Rows}, ours {ours:F1} ms, {tool} {theirs:F1} ms, ratio {ours / theirs:F2}");
        }
    }

    private static double Best(Action action)
    {
        double best = double.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }

    /// <summary>One fragment a frame; all fragments where there is one frame.</summary>
    private static List<byte[]> Fragments(DicomFile file)
    {
        List<byte[]> frames = [];
        while (file.Streamed!.ReadFragmentAsync().AsTask().GetAwaiter().GetResult() is { } fragment)
        {
            using MemoryStream frame = new();
            fragment.Content.CopyTo(frame);
            frames.Add(frame.ToArray());
        }

        if ((file.DataSet.GetInt(Tags.NumberOfFrames) ?? 1) == 1) frames = [[.. frames.SelectMany(fragment => fragment)]];
        return frames;
    }

    private static PixelDescription Describe(DataSet data)
    {
        int Number(Tag tag) => (int)(data.GetInt(tag) ?? 0);
        return new PixelDescription(
            Number(Tags.Rows), Number(Tags.Columns), Number(Tags.SamplesPerPixel), PixelDescription.ParsePhotometricInterpretation(data.GetString(Tags.PhotometricInterpretation)),
            Number(Tags.PlanarConfiguration), Number(Tags.BitsAllocated), Number(Tags.BitsStored), Number(Tags.HighBit), Number(Tags.PixelRepresentation), 1);
    }
}
