using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>What was pulled into a folder, in a file that is replaced in one step. Holds IDs and random names only.</summary>
internal sealed class PullState
{
    /// <summary>Its name in the folder.</summary>
    public const string FileName = ".center-pull.json";

    private const string CurrentFormat = "center-pull/1";
    private readonly string path;
    private readonly Lock gate = new();
    private readonly Content content;

    private PullState(string path, Content content) => (this.path, this.content) = (path, content);

    /// <summary>What is known, by provision.</summary>
    public IReadOnlyDictionary<Guid, PulledRecord> Packages
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<Guid, PulledRecord>(content.Packages);
            }
        }
    }

    /// <exception cref="CenterException">It is no state file, or cannot be read.</exception>
    public static PullState Open(string folder)
    {
        string file = Path.Combine(folder, FileName);
        try
        {
            Content? read = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), CenterJson.Strict.PullStateFile) : new Content(CurrentFormat, []);
            return read is { Format: CurrentFormat } ? new PullState(file, read) : throw new JsonException("Another format.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"状態ファイルを読めません: {file}。消すと、フォルダにある受領済みのものを調べ直し、受領を報告し直します。",
                $"The state file cannot be read: {file}. Deleting it makes the next run look at what is in the folder and confirm it again."), e);
        }
    }

    /// <summary>What is known of a package; null when nothing is.</summary>
    public PulledRecord? Find(Guid provision)
    {
        lock (gate)
        {
            return content.Packages.GetValueOrDefault(provision);
        }
    }

    /// <summary>Returns once it is on disk.</summary>
    public void Record(Guid provision, PulledRecord record)
    {
        lock (gate)
        {
            content.Packages[provision] = record;
            PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, CenterJson.Strict.PullStateFile));
        }
    }

    internal sealed record Content(string Format, Dictionary<Guid, PulledRecord> Packages);
}

/// <summary>How far a package is.</summary>
internal enum PullStep
{
    /// <summary>It is in the folder; the center does not know yet.</summary>
    Pulled,

    /// <summary>The center has the receipt.</summary>
    Confirmed,

    /// <summary>It is being deleted as asked.</summary>
    Deleting,

    /// <summary>The center knows that it was deleted.</summary>
    Deleted,
}

/// <summary>A package that was pulled.</summary>
/// <param name="Blob">Its name in the container.</param>
/// <param name="Step">How far it is.</param>
/// <param name="At">Since when.</param>
internal sealed record PulledRecord(string Blob, PullStep Step, DateTimeOffset At);
