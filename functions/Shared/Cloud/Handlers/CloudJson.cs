using System.Text.Json.Serialization;

namespace Pipeline.Cloud;

/// <summary>What this library itself reads and writes as JSON wherever it is used, in programs compiled ahead of time too.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PackageManifest))]
[JsonSerializable(typeof(KeyVaultKeys.Operation))]
[JsonSerializable(typeof(LocalKeyFile.Content), TypeInfoPropertyName = "KeyFile")]
internal sealed partial class CloudJson : JsonSerializerContext
{
    /// <summary>By the rules of <see cref="MessageJson"/>.</summary>
    public static CloudJson Strict { get; } = new(MessageJson.RulesFor(MessageJson.EnumConverter<PackageKind>()));
}
