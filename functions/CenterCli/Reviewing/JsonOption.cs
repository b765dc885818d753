using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.CenterCli;

/// <summary>The option to print JSON for programs instead of tables for people.</summary>
internal static class JsonOption
{
    public static Option<bool> Create(CommandContext context) => new("--json") { Description = context.Choose("JSON で出力する", "Prints JSON") };

    /// <param name="context">Where to.</param>
    /// <param name="value">What is printed.</param>
    /// <param name="type">Its type in <see cref="CenterJson.Printed"/>.</param>
    public static void Write<T>(CommandContext context, T value, JsonTypeInfo<T> type) => context.Say(JsonSerializer.Serialize(value, type));
}
