using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Registry;

/// <summary>An ID as a JSON string; anything that is not a valid ID is refused.</summary>
public sealed class CenterIdJsonConverter<TId> : JsonConverter<TId>
    where TId : struct, IParsable<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TId.TryParse(reader.GetString(), null, out TId id) ? id : throw new JsonException($"Not a {typeof(TId).Name}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
