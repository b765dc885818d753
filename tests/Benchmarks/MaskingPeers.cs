using System.Diagnostics;

namespace Pipeline.Benchmarks;

/// <summary>Other programs that hide parts of JPEG frames, each as its users run it, a process for each processor; absent ones are named.</summary>
internal static class MaskingPeers
{
    private const string PixelMed = "/usr/share/java/pixelmed.jar";

    /// <summary>Measures and prints.</summary>
    /// <param name="frames">Single JPEG streams.</param>
    /// <param name="file">A DICOM file of as many frames.</param>
    public static void Print(byte[][] frames, byte[] file)
    {
        string folder = Directory.CreateTempSubdirectory("masking").FullName;
        try
        {
            if (File.Exists("/usr/bin/jpegtran")) Jpegtran(frames, folder);
            else Console.WriteLine("jpegtran (libjpeg-turbo-progs) is absent");
            if (File.Exists(PixelMed)) Blackout(frames.Length, file, folder);
            else Console.WriteLine("PixelMed's DicomImageBlackout (pixelmed-apps) is absent");
            Console.WriteLine("RSNA CTP is not packaged; 158 frames/s were measured elsewhere");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>libjpeg-turbo's coefficient transform; the start of the process is measured too, with frames of a hundredth of the size, and taken off.</summary>
    private static void Jpegtran(byte[][] frames, string folder)
    {
        for (int i = 0; i < frames.Length; i++) File.WriteAllBytes(Path.Combine(folder, $"{i}.jpg"), frames[i]);
        string one = $"jpegtran -copy none -wipe {SampleCine.Columns}x64+0+0 -outfile {folder}/$0.out {folder}/$0.jpg";
        string none = "jpegtran -version 2>/dev/null";
        double all = Seconds(one), starts = Seconds(none);
        Console.WriteLine($"{"jpegtran -wipe, its start taken off",-40}{frames.Length / Math.Max(all - starts, 0.001),10:0} frames/s ({frames.Length / all:0} with it)");

        double Seconds(string command)
        {
            Stopwatch watch = Stopwatch.StartNew();
            Run("sh", ["-c", $"seq 0 {frames.Length - 1} | xargs -P {Environment.ProcessorCount} -I N sh -c '{command}' N"]);
            return watch.Elapsed.TotalSeconds;
        }
    }

    private static void Blackout(int frames, byte[] file, string folder)
    {
        string dicom = Path.Combine(folder, "cine.dcm");
        File.WriteAllBytes(dicom, file);
        Stopwatch watch = Stopwatch.StartNew();
        Run("java", ["-Xmx2g", "-Djava.awt.headless=true", "-cp", $"{PixelMed}:/usr/share/java/*", "com.pixelmed.display.DicomImageBlackout", dicom]);
        Console.WriteLine($"{"PixelMed DicomImageBlackout",-40}{frames / watch.Elapsed.TotalSeconds,10:0} frames/s");
    }

    private static void Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) Console.WriteLine($"{program}: {errors.Result}");
    }
}
