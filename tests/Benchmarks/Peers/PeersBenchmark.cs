using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Benchmarks;

/// <summary>
/// Whole programs over the same generated files, start-up included, in rounds one after the other:
/// <c>peers [--files 2000] [--cines 20] [--rounds 5] [--center PATH]</c>. The files lie in memory where /dev/shm is there.
/// </summary>
internal static class PeersBenchmark
{
    public static int Run(string[] args)
    {
        string temporary = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        string folder = Directory.CreateDirectory(Path.Combine(temporary, $"pipeline-peers-{Environment.ProcessId}")).FullName;
        try
        {
            string center = Option(args, "--center") ?? Publish(folder);
            IReadOnlyList<Contender> contenders = new Contenders(folder, center).All();
            int rounds = Number(args, "--rounds", 5);
            Measure("CT images of 0.53 MB", "files/s", folder, contenders, rounds, input => SampleCt.Write(input, Number(args, "--files", 2000)), (files, _) => files);
            Measure("JPEG cines of 30 MB whose frames pass", "MB/s", folder, contenders, rounds, input => SampleCines.WritePassed(input, Number(args, "--cines", 20)), (_, bytes) => bytes / 1e6);
            Measure("JPEG cines of 30 MB, masked by ours alone", "MB/s", folder, [.. contenders.Take(2)], 1, input => SampleCines.WriteMasked(input, Math.Max(1, Number(args, "--cines", 20) / 5)), (_, bytes) => bytes / 1e6);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string what, string unit, string folder, IReadOnlyList<Contender> contenders, int rounds, Action<string> generate, Func<int, double, double> work)
    {
        string input = Path.Combine(folder, "in"), output = Path.Combine(folder, "out");
        generate(input);
        FileInfo[] files = [.. new DirectoryInfo(input).EnumerateFiles("*", SearchOption.AllDirectories)];
        double amount = work(files.Length, files.Sum(file => file.Length));
        Contender[] present = [.. contenders.Where(contender => contender.IsThere)];
        var seconds = present.ToDictionary(contender => contender, _ => new List<double>());
        for (int round = 0; round <= rounds; round++)
        {
            foreach (Contender contender in present)
            {
                double taken = Time(contender, input, output);
                Check(contender, output, files.Length);
                Directory.Delete(output, recursive: true);
                // The first round fills the caches and counts for nothing.
                if (round > 0) seconds[contender].Add(taken);
            }
        }

        Console.WriteLine($"{what}: {files.Length}, {rounds} rounds, {Environment.ProcessorCount} cores");
        double floor = Median(seconds[present[0]]);
        foreach (Contender contender in present)
        {
            double median = Median(seconds[contender]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {contender.Name,-22} {amount / median,8:F0} {unit}  {floor / median,5:F2} of cp -r   ({median:F2} s, best {seconds[contender].Min():F2} s)"));
        }

        foreach (Contender contender in contenders.Except(present)) Console.WriteLine($"  {contender.Name,-22} absent");
        Directory.Delete(input, recursive: true);
    }

    private static double Time(Contender contender, string input, string output)
    {
        long begun = Stopwatch.GetTimestamp();
        if (contender.EditsInPlace) Contenders.Shell("cp", "-r", input, output);
        Contenders.Shell(contender.Program, contender.Arguments.SelectMany(argument => argument switch
        {
            "IN" => [input],
            "OUT" => [output],
            "FILES" => Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories),
            _ => (IEnumerable<string>)[argument],
        }));
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Whoever leaves files out is not measured.</summary>
    private static void Check(Contender contender, string output, int expected)
    {
        int written = Directory.Exists(output) ? Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Count() : 0;
        if (written != expected) throw new InvalidOperationException($"{contender.Name} wrote {written} of {expected} files.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Publish(string folder)
    {
        string target = Path.Combine(folder, "center");
        string project = Path.Combine(AppContext.BaseDirectory, "../../../../../functions/CenterCli/CenterCli.csproj");
        if (Contenders.Shell("dotnet", "publish", project, "-c", "Release", "-r", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "-o", target) != 0)
            throw new InvalidOperationException("center could not be published.");
        return Path.Combine(target, OperatingSystem.IsWindows() ? "center.exe" : "center");
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static int Number(string[] args, string name, int usual) => Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
