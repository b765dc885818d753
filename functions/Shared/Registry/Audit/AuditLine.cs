using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Pipeline.Registry;

/// <summary>A line of the anchored chain as it was found: its bytes are what counts, whatever they say.</summary>
internal sealed class AuditLine
{
    private const int HashLength = 64;
    private static readonly byte[] BeforeHash = ",\"hash\":\""u8.ToArray();
    private static readonly byte[] AfterHash = "\"}"u8.ToArray();
    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdef"u8);
    private readonly byte[] bytes;

    private AuditLine(byte[] bytes, long index, string hash) => (this.bytes, Index, Hash) = (bytes, index, hash);

    /// <summary>Its place in the chain, as it says.</summary>
    public long Index { get; }

    /// <summary>Its hash, as it says.</summary>
    public string Hash { get; }

    /// <summary>Reads a line without its line feed; null: it is none that the center wrote.</summary>
    public static AuditLine? Parse(byte[] bytes)
    {
        int tail = BeforeHash.Length + HashLength + AfterHash.Length;
        if (bytes.Length <= tail)
        {
            return null;
        }

        ReadOnlySpan<byte> end = bytes.AsSpan(bytes.Length - tail);
        ReadOnlySpan<byte> hash = end.Slice(BeforeHash.Length, HashLength);
        return end.StartsWith(BeforeHash) && end.EndsWith(AfterHash) && !hash.ContainsAnyExcept(Hexadecimal) && IndexOf(bytes) is { } index
            ? new AuditLine(bytes, index, Encoding.ASCII.GetString(hash))
            : null;
    }

    /// <summary>Whether its hash is that of its content after <paramref name="previousHash"/>.</summary>
    public bool Follows(string previousHash)
    {
        int content = bytes.Length - BeforeHash.Length - HashLength - AfterHash.Length;
        return AuditLink.HashOf(previousHash, [.. bytes.AsSpan(0, content), (byte)'}']) == Hash;
    }

    /// <summary>Whether it is, to the byte, what the registry's row would be written as.</summary>
    public bool Says(AuditEntry row) => AuditLink.LineOf(row).AsSpan()[..^1].SequenceEqual(bytes);

    private static long? IndexOf(byte[] bytes)
    {
        try
        {
            var json = new Utf8JsonReader(bytes);
            return json.Read() && json.TokenType == JsonTokenType.StartObject
                && json.Read() && json.ValueTextEquals("index"u8)
                && json.Read() && json.TryGetInt64(out long index) && index > 0
                ? index
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
