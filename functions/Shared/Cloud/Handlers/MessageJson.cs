using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Registry;

namespace Pipeline.Cloud;

/// <summary>
/// The one way messages, manifests and outputs are written and read as JSON: camel case; missing, null, doubled or mistyped
/// members are refused; IDs are plain strings.
/// </summary>
public static class MessageJson
{
    /// <summary>Deeper JSON is refused.</summary>
    public const int MaximumDepth = 32;

    /// <summary>For types of any kind, which are looked through as the program runs.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>For a source-generated context, which knows its types from the build: <c>center</c> is compiled ahead of time.</summary>
    /// <param name="enums">A <see cref="EnumConverter"/> for each enumeration of the context.</param>
    public static JsonSerializerOptions RulesFor(params ReadOnlySpan<JsonConverter> enums)
    {
        JsonSerializerOptions options = Rules();
        foreach (JsonConverter converter in enums)
        {
            options.Converters.Add(converter);
        }

        return options;
    }

    /// <summary>An enumeration by its names in camel case.</summary>
    public static JsonConverter EnumConverter<TEnum>()
        where TEnum : struct, Enum
        => new JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    private static JsonSerializerOptions CreateOptions()
    {
        JsonSerializerOptions options = Rules();
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions Rules()
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
        options.Converters.Add(new ParsableJsonConverter<FacilityId>());
        options.Converters.Add(new ParsableJsonConverter<ProjectId>());
        options.Converters.Add(new ParsableJsonConverter<ProcessorId>());
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
