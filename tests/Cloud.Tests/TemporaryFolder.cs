namespace Pipeline.Cloud.Tests;

/// <summary>A folder that goes with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pipeline-cloud-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public LocalKeyFile NewKeys(string name = "center") => LocalKeyFile.OpenOrCreate(this[$"{name}.key.json"], name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
