using System.Security.Cryptography;

namespace Pipeline.Cloud.Tests;

/// <summary>A package of files whose bytes follow from their names.</summary>
public sealed record SamplePackage(PackageManifest Manifest)
{
    public static SamplePackage Of(params (string Name, int Length)[] files)
        => new(new PackageManifest
        {
            Kind = PackageKind.Study,
            Sender = "alpha",
            PatientId = "P-0001",
            StudyInstanceUid = "2.25.1",
            Files = [.. files.Select(f => Describe(f.Name, Bytes(f.Name, f.Length)))],
            Created = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
        });

    public static PackageFileEntry Describe(string name, byte[] bytes) => new(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);

    public static byte[] Bytes(string name, long length)
    {
        byte[] bytes = new byte[length];
        new Random(name.Length).NextBytes(bytes);
        return bytes;
    }

    public Task<Stream> Open(PackageFileEntry file, CancellationToken cancellationToken)
        => Task.FromResult<Stream>(new MemoryStream(Bytes(file.Name, file.Size), writable: false));

    /// <summary>Reads every file to its end and returns the names.</summary>
    public async Task<List<string>> ReadAllAsync(PackageReader reader)
    {
        var names = new List<string>();
        await foreach (PackageFile file in reader.ReadFilesAsync(TestContext.Current.CancellationToken))
        {
            using var copy = new MemoryStream();
            await file.Content.CopyToAsync(copy, TestContext.Current.CancellationToken);
            copy.ToArray().ShouldBe(Bytes(file.Entry.Name, file.Entry.Size));
            names.Add(file.Entry.Name);
        }

        return names;
    }

    /// <summary>The plaintext, i.e. the TAR.</summary>
    public async Task<byte[]> PackAsync()
    {
        using var tar = new MemoryStream();
        await PackageWriter.WriteAsync(tar, Manifest, Open, TestContext.Current.CancellationToken);
        return tar.ToArray();
    }
}
