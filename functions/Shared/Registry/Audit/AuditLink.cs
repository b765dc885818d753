using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Registry;

/// <summary>
/// One link of the audit chain: a line of canonical JSON whose <c>hash</c> is the SHA-256 of the previous link's hash and of
/// the line without its hash. Altering, dropping or moving any line breaks every later one.
/// </summary>
public static class AuditLink
{
    /// <summary>What the first link follows.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly JsonWriterOptions Canonical = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The link's hash, lower-case hexadecimal.</summary>
    public static string HashOf(string previousHash, AuditEntry entry, long index) => HashOf(previousHash, Body(entry, index, null));

    /// <summary>The hash of a line without its hash, as it follows another's.</summary>
    internal static string HashOf(string previousHash, ReadOnlySpan<byte> body)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(previousHash));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A placed link as it is anchored: one line of JSON with its hash, and a line feed.</summary>
    public static byte[] LineOf(AuditEntry entry) => [.. Body(entry, entry.ChainIndex!.Value, entry.ChainHash), (byte)'\n'];

    private static byte[] Body(AuditEntry entry, long index, string? hash)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Canonical))
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteString("id", entry.Id);
            json.WriteString("at", entry.At.ToUniversalTime().ToString("O"));
            json.WriteString("actor", entry.Actor);
            json.WriteString("action", entry.Action);
            WriteOptional(json, "facility", entry.FacilityId?.Value);
            WriteOptional(json, "patient", entry.PatientId?.ToString());
            WriteOptional(json, "case", entry.CaseId?.ToString());
            WriteOptional(json, "details", entry.Details);
            WriteOptional(json, "hash", hash);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
