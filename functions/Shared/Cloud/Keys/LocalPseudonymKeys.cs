using System.Security.Cryptography;
using System.Text.Json;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>Pseudonym secrets as files that only their owner can read, one per project and facility, in one folder.</summary>
public sealed class LocalPseudonymKeys(string folder) : IPseudonymKeys
{
    /// <inheritdoc/>
    public Task<PseudonymKey> GetOrCreateAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default)
    {
        string path = PathOf(project, facility);
        if (File.Exists(MarkOf(project, facility)))
        {
            throw new ExportClosedException();
        }

        if (!File.Exists(path))
        {
            var created = new Content(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), RandomNumberGenerator.GetBytes(PseudonymKey.SecretLength));
            PrivateFile.TryCreate(path, JsonSerializer.SerializeToUtf8Bytes(created, MessageJson.Options));
        }

        PseudonymKey key = Read(path);
        if (File.Exists(MarkOf(project, facility)))
        {
            // closed meanwhile: what was made after the mark must not stay
            File.Delete(path);
            throw new ExportClosedException();
        }

        return Task.FromResult(key);
    }

    /// <inheritdoc/>
    public Task<PseudonymKey?> FindAsync(ProjectId project, FacilityId facility, string version, CancellationToken cancellationToken = default)
    {
        string path = PathOf(project, facility);
        PseudonymKey? found = File.Exists(path) ? Read(path) : null;
        return Task.FromResult(string.Equals(found?.Version, version, StringComparison.Ordinal) ? found : null);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default)
    {
        File.Delete(PathOf(project, facility));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CloseAsync(ProjectId project, FacilityId facility, CancellationToken cancellationToken = default)
    {
        // the mark first: between it and the deletion nobody makes another key
        PrivateFile.TryCreate(MarkOf(project, facility), []);
        return DeleteAsync(project, facility, cancellationToken);
    }

    private static PseudonymKey Read(string path)
    {
        Content content = JsonSerializer.Deserialize<Content>(PrivateFile.Read(path), MessageJson.Options)!;
        return content.Secret.Length == PseudonymKey.SecretLength
            ? new PseudonymKey(content.Version, content.Secret)
            : throw new InvalidDataException("A pseudonym key file is damaged.");
    }

    private string PathOf(ProjectId project, FacilityId facility) => Path.Combine(folder, $"{project.Value}--{facility.Value}.json");

    private string MarkOf(ProjectId project, FacilityId facility) => Path.Combine(folder, $"{project.Value}--{facility.Value}.closed");

    private sealed record Content(string Version, byte[] Secret);
}
