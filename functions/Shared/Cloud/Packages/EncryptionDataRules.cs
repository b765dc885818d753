using System.Text.Json;

namespace Pipeline.Cloud;

/// <summary>
/// What a package's <c>encryptiondata</c> must say. The SDK would hand out a blob without it as it is, and would read
/// version 1 (AES-CBC, not authenticated); both are refused here.
/// </summary>
internal static class EncryptionDataRules
{
    private const string Key = "encryptiondata";
    private const int RegionLength = 4 * 1024 * 1024;
    private const int NonceLength = 12;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <exception cref="PackageException">It is not client-side encryption v2 as every SDK writes it.</exception>
    public static void Demand(IDictionary<string, string> metadata)
    {
        try
        {
            string json = metadata.FirstOrDefault(m => string.Equals(m.Key, Key, StringComparison.OrdinalIgnoreCase)).Value ?? throw new KeyNotFoundException();
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            JsonElement agent = document.RootElement.GetProperty("EncryptionAgent");
            JsonElement region = document.RootElement.GetProperty("EncryptedRegionInfo");
            JsonElement wrapped = document.RootElement.GetProperty("WrappedContentKey");
            bool accepted = agent.GetProperty("Protocol").ValueEquals("2.0")
                && agent.GetProperty("EncryptionAlgorithm").ValueEquals("AES_GCM_256")
                && region.GetProperty("DataLength").GetInt64() == RegionLength
                && region.GetProperty("NonceLength").GetInt64() == NonceLength
                && wrapped.GetProperty("Algorithm").ValueEquals(KeyWrap.Algorithm)
                && wrapped.GetProperty("KeyId").ValueKind == JsonValueKind.String
                && wrapped.GetProperty("EncryptedKey").GetBytesFromBase64().Length > 0;
            if (accepted)
            {
                return;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
        }

        throw new PackageException(PackageReasons.NotDecryptable);
    }
}
