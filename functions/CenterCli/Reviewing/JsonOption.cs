using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Cloud;

namespace Pipeline.CenterCli;

/// <summary>The option to print JSON for programs instead of tables for people.</summary>
internal static class JsonOption
{
    private static readonly JsonSerializerOptions Indented = new(MessageJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<bool> Create(CommandContext context) => new("--json") { Description = context.Choose("JSON で出力する", "Prints JSON") };

    public static void Write<T>(CommandContext context, T value) => context.Say(JsonSerializer.Serialize(value, Indented));
}
