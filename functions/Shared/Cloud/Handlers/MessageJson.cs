using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>The one way messages, manifests and outputs are written and read as JSON.</summary>
public static class MessageJson
{
    /// <summary>Deeper JSON is refused.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Camel case; missing, null, doubled or mistyped members are refused; IDs are plain strings.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            MaxDepth = MaximumDepth,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new ParsableJsonConverter<FacilityId>());
        options.Converters.Add(new ParsableJsonConverter<ProjectId>());
        options.Converters.Add(new ParsableJsonConverter<ProcessorId>());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class ParsableJsonConverter<T> : JsonConverter<T>
        where T : struct, IParsable<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), null, out T value)
                ? value
                : throw new JsonException("Not an ID.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            => writer.WriteStringValue(value.ToString());
    }
}
