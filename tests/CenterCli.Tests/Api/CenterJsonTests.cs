using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Cloud;

namespace Pipeline.CenterCli.Tests.Api;

public sealed class CenterJsonTests
{
    /// <summary>The portal looks through types as it runs, <c>center</c> knows them from its build: both must come to the same.</summary>
    [Fact]
    public void Every_type_is_read_and_written_as_the_portal_does_it()
    {
        var left = new Queue<Type>(Named());
        left.ShouldNotBeEmpty();
        var seen = new HashSet<Type>();
        var found = new List<string>();
        while (left.TryDequeue(out Type? type))
        {
            if (!seen.Add(type)) continue;
            if (CenterJson.Strict.GetTypeInfo(type) is not { } built)
            {
                found.Add($"{type}: not in the context");
                continue;
            }

            JsonTypeInfo run = MessageJson.Options.GetTypeInfo(type);
            if (Shape(built) != Shape(run)) found.Add($"{type}: {Shape(built)} instead of {Shape(run)}");
            if (type.IsEnum) found.AddRange(Enum.GetValues(type).Cast<object>().Where(value => Text(value, built) != Text(value, run)).Select(value => $"{type}.{value}: {Text(value, built)}"));
            foreach (Type next in Parts(built)) left.Enqueue(next);
        }

        found.ShouldBeEmpty();
    }

    private static IEnumerable<Type> Named() => typeof(CenterJson).GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute)).Select(attribute => (Type)attribute.ConstructorArguments[0].Value!);

    private static IEnumerable<Type> Parts(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties.Where(property => !property.IsExtensionData)) yield return property.PropertyType;
        if (type.ElementType is { } element) yield return element;
        if (type.KeyType is { } key) yield return key;
        if (Nullable.GetUnderlyingType(type.Type) is { } value) yield return value;
    }

    private static string Shape(JsonTypeInfo type) => string.Join(", ", type.Properties
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}{(property.IsRequired ? "!" : "")}{(property.IsSetNullable ? "?" : "")}{(property.IsExtensionData ? "*" : "")} {property.PropertyType.Name}")
        .Prepend(type.Kind.ToString()));

    private static string Text(object value, JsonTypeInfo type) => JsonSerializer.Serialize(value, type);
}
