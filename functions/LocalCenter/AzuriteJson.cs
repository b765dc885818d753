using System.Text.Json.Serialization;

namespace Pipeline.LocalCenter;

/// <summary>The keys of Azurite's accounts as JSON.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class AzuriteJson : JsonSerializerContext;
