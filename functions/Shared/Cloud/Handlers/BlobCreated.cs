using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;

namespace Pipeline.Cloud;

/// <summary>
/// An Event Grid event of a storage account, as a Service Bus message carries it, in Event Grid's own schema or as a
/// CloudEvent. A hint only: the blob's ETag decides what is read.
/// </summary>
/// <param name="EventType">E.g. <c>Microsoft.Storage.BlobCreated</c>.</param>
/// <param name="Subject"><c>/blobServices/default/containers/{container}/blobs/{name}</c>.</param>
/// <param name="Url">The blob's address, without a signature.</param>
/// <param name="ETag">The ETag of the blob that was committed.</param>
/// <param name="ContentLength">Bytes.</param>
[JsonConverter(typeof(BlobCreatedJsonConverter))]
public sealed record BlobCreated(string EventType, string Subject, Uri Url, ETag ETag, long ContentLength)
{
    /// <summary>The type of event that announces a committed blob.</summary>
    public const string BlobCreatedType = "Microsoft.Storage.BlobCreated";

    private const string Containers = "/blobServices/default/containers/";
    private const string Blobs = "/blobs/";

    /// <summary>The container's name, from the subject.</summary>
    /// <exception cref="FormatException">The subject names no blob.</exception>
    public string ContainerName => Split().Container;

    /// <summary>The blob's name in its container, from the subject, e.g. <c>studies/{random}</c>.</summary>
    /// <exception cref="FormatException">The subject names no blob.</exception>
    public string BlobName => Split().Blob;

    private (string Container, string Blob) Split()
    {
        int end = Subject.StartsWith(Containers, StringComparison.Ordinal)
            ? Subject.IndexOf(Blobs, Containers.Length, StringComparison.Ordinal)
            : -1;
        return end > Containers.Length && end + Blobs.Length < Subject.Length
            ? (Subject[Containers.Length..end], Subject[(end + Blobs.Length)..])
            : throw new FormatException("The event's subject names no blob.");
    }
}

/// <summary>Reads both schemas; writes Event Grid's own.</summary>
internal sealed class BlobCreatedJsonConverter : JsonConverter<BlobCreated>
{
    public override BlobCreated Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("Not a storage event.");
        }

        string type = Text(root, "eventType") ?? Text(root, "type") ?? throw new JsonException("The event has no type.");
        string subject = Text(root, "subject") ?? throw new JsonException("The event has no subject.");
        string etag = Text(data, "eTag") ?? throw new JsonException("The event has no ETag.");
        return Uri.TryCreate(Text(data, "url"), UriKind.Absolute, out Uri? url)
            && data.TryGetProperty("contentLength", out JsonElement length) && length.TryGetInt64(out long contentLength)
            ? new BlobCreated(type, subject, url, new ETag(etag).Quoted(), contentLength)
            : throw new JsonException("The event has no address or length.");
    }

    public override void Write(Utf8JsonWriter writer, BlobCreated value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("eventType", value.EventType);
        writer.WriteString("subject", value.Subject);
        writer.WriteStartObject("data");
        writer.WriteString("url", value.Url.OriginalString);
        writer.WriteString("eTag", value.ETag.ToString());
        writer.WriteNumber("contentLength", value.ContentLength);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
