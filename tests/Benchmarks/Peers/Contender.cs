namespace Pipeline.Benchmarks;

/// <summary>A program that takes a folder of files to another.</summary>
/// <param name="Name">For people.</param>
/// <param name="Program">Found on PATH, or a path.</param>
/// <param name="Arguments">IN and OUT stand for the folders, FILES for all files below OUT.</param>
/// <param name="EditsInPlace">The folder is copied for it first, which counts.</param>
internal sealed record Contender(string Name, string Program, IReadOnlyList<string> Arguments, bool EditsInPlace = false)
{
    /// <summary>Whether it is on this machine.</summary>
    public bool IsThere => File.Exists(Program)
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Program)));
}
