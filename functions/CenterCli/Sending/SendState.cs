using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>
/// What was sent, in a file that is replaced in one step. Studies are named by a salted hash: a Study Instance UID
/// identifies a patient's visit.
/// </summary>
internal sealed class SendState : ISendRecord
{
    private const string CurrentFormat = "center-send/1";
    private readonly string path;
    private readonly Lock gate = new();
    private readonly Content content;
    private readonly byte[] salt;

    private SendState(string path, Content content)
    {
        (this.path, this.content) = (path, content);
        salt = Encoding.ASCII.GetBytes(content.Salt);
    }

    /// <exception cref="CenterException">It is no state file, or cannot be read.</exception>
    public static SendState Open(string path, IRandomNames names)
    {
        try
        {
            if (!File.Exists(path))
            {
                return new SendState(path, new Content(CurrentFormat, names.NewName(), []));
            }

            Content? read = JsonSerializer.Deserialize(File.ReadAllBytes(path), CenterJson.Strict.SendStateFile);
            return read is { Format: CurrentFormat, Salt.Length: > 0 } ? new SendState(path, read) : throw new JsonException("Another format.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new(
                $"状態ファイルを読めません: {path}。消すと、すべての検査をもう一度送ります (センターは重複を取り除きます)。",
                $"The state file cannot be read: {path}. Deleting it sends every study again (the center drops duplicates)."), e);
        }
    }

    /// <summary>What was last sent of a study; null when nothing was.</summary>
    public SentRecord? Find(string key)
    {
        lock (gate)
        {
            return content.Studies.GetValueOrDefault(key);
        }
    }

    /// <summary>Records a committed package; returns once that is on disk.</summary>
    public void Record(string key, SentRecord sent)
    {
        lock (gate)
        {
            content.Studies[key] = sent;
            PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, CenterJson.Strict.SendStateFile));
        }
    }

    /// <inheritdoc/>
    public string Hash(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)));

    internal sealed record Content(string Format, string Salt, Dictionary<string, SentRecord> Studies);
}

/// <summary>One package sent.</summary>
/// <param name="Content">Hash of what was in it.</param>
/// <param name="Blob">Its name.</param>
/// <param name="Sent">When it was committed.</param>
internal sealed record SentRecord(string Content, string Blob, DateTimeOffset Sent);
