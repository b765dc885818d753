using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Benchmarks;

/// <summary>Other programs that hide parts of JPEG frames, each as its users run it, a process for each processor; absent ones are named.</summary>
internal static class MaskingPeers
{
    private const string PixelMed = "/usr/share/java/pixelmed.jar";

    private const string BlackoutProgram = """
        import com.pixelmed.dicom.*;
        import com.pixelmed.display.*;

        public class Blackout {
            public static void main(String[] files) throws Exception {
                long start = System.nanoTime();
                AttributeList list = new AttributeList();
                list.read(files[0]);
                java.util.Vector<java.awt.Shape> shapes = new java.util.Vector<>();
                shapes.add(new java.awt.Rectangle(0, 0, 800, 60));
                ImageEditUtilities.blackout(new SourceImage(list), list, shapes, true, false, true, 0);
                list.removeGroupLengthAttributes();
                list.removeMetaInformationHeaderAttributes();
                FileMetaInformation.addFileMetaInformation(list, TransferSyntax.ExplicitVRLittleEndian, "PIPELINE");
                list.write(files[1], TransferSyntax.ExplicitVRLittleEndian, true, true);
                System.out.println("seconds " + (System.nanoTime() - start) / 1e9);
            }
        }
        """;

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
            Run("sh", ["-c", $"seq 0 {frames.Length - 1} | xargs -P {Environment.ProcessorCount} -n 1 sh -c '{command}'"]);
            return watch.Elapsed.TotalSeconds;
        }
    }

    /// <summary>
    /// What its DicomImageBlackout does when a rectangle is drawn and saved, timed within the program. Its lossless redaction of JPEG
    /// needs its codec, which Debian does not package: frames are decoded and written uncompressed.
    /// </summary>
    private static void Blackout(int frames, byte[] file, string folder)
    {
        string dicom = Path.Combine(folder, "cine.dcm"), source = Path.Combine(folder, "Blackout.java");
        File.WriteAllBytes(dicom, file);
        File.WriteAllText(source, BlackoutProgram);
        string printed = Run("java", ["-Xmx2g", "-Djava.awt.headless=true", "-cp", $"{PixelMed}:/usr/share/java/*", source, dicom, Path.Combine(folder, "blackout.dcm")]);
        string? seconds = printed.Split('\n').FirstOrDefault(line => line.StartsWith("seconds ", StringComparison.Ordinal));
        if (seconds is null) Console.WriteLine("PixelMed's DicomImageBlackout could not be run");
        else Console.WriteLine($"{"PixelMed DicomImageBlackout",-40}{frames / double.Parse(seconds[8..], CultureInfo.InvariantCulture),10:0} frames/s");
    }

    private static string Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) Console.WriteLine($"{program}: {errors.Result}");
        return printed;
    }
}
