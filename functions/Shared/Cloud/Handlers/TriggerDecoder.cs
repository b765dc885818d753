using System.Text;
using System.Text.Json;

namespace Pipeline.Cloud;

/// <summary>Why an invocation's body was refused. Fixed words: nothing of the body is ever repeated.</summary>
public sealed class TriggerException(string reason) : Exception(reason)
{
    /// <summary>A stable code, e.g. <c>body.not-json</c>.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// Finds the trigger's value in a custom-handler request. Hosts encode it in several ways (a plain object, a JSON
/// string of it, a JSON string of that string, base64 of any of these), so all are taken.
/// </summary>
internal static class TriggerDecoder
{
    /// <summary>Larger bodies are refused: a message carries identifiers only. Bytes.</summary>
    public const int MaximumBodyLength = 1024 * 1024;

    private const int MaximumWrappings = 4;
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = MessageJson.MaximumDepth, AllowDuplicateProperties = false };
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Parses the request's body.</summary>
    /// <exception cref="TriggerException">It is not a JSON object.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var document = JsonDocument.Parse(body, Json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
        }

        throw new TriggerException("body.not-json");
    }

    /// <summary>The message in the body's single trigger entry.</summary>
    /// <exception cref="TriggerException">There is none, or it is not of the message's shape.</exception>
    public static object Decode(JsonElement body, Type messageType)
    {
        if (!body.TryGetProperty("Data", out JsonElement data) || data.ValueKind != JsonValueKind.Object)
        {
            throw new TriggerException("body.no-data");
        }

        using JsonElement.ObjectEnumerator entries = data.EnumerateObject();
        if (!entries.MoveNext())
        {
            throw new TriggerException("body.no-data");
        }

        JsonElement trigger = entries.Current.Value;
        return entries.MoveNext() ? throw new TriggerException("body.several-triggers") : Unwrap(trigger, messageType, MaximumWrappings);
    }

    /// <summary>A string hint of the Metadata section, wrapped or not; null when absent.</summary>
    public static string? Hint(JsonElement body, string name)
    {
        if (!body.TryGetProperty("Metadata", out JsonElement metadata) || metadata.ValueKind != JsonValueKind.Object
            || !metadata.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim('"'),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static object Unwrap(JsonElement value, Type messageType, int wrappingsLeft)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            try
            {
                return value.Deserialize(messageType, MessageJson.Options) ?? throw new TriggerException("message.shape");
            }
            catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NotSupportedException)
            {
                throw new TriggerException("message.shape");
            }
        }

        if (value.ValueKind != JsonValueKind.String || wrappingsLeft == 0)
        {
            throw new TriggerException("message.shape");
        }

        using JsonDocument inner = ParseText(value.GetString()!.Trim());
        return Unwrap(inner.RootElement, messageType, wrappingsLeft - 1);
    }

    private static JsonDocument ParseText(string text)
    {
        try
        {
            if (text is ['{' or '"', ..])
            {
                return JsonDocument.Parse(text, Json);
            }

            string decoded = StrictUtf8.GetString(Convert.FromBase64String(text)).Trim();
            return decoded is ['{' or '"', ..]
                ? JsonDocument.Parse(decoded, Json)
                : JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(decoded), Json);
        }
        catch (Exception e) when (e is JsonException or FormatException or DecoderFallbackException)
        {
            throw new TriggerException("message.encoding");
        }
    }
}
