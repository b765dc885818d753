using System.Text.Json.Serialization;

namespace Pipeline.Registry;

/// <summary>What the registry knows of a picture file (写真) besides what it knows of any instance.</summary>
/// <param name="MediaType"><c>image/jpeg</c>, <c>image/png</c> or <c>image/tiff</c>, by its content.</param>
/// <param name="Series">Which pictures of the study were taken together: 16 hexadecimal digits that name their folder without telling it.</param>
/// <param name="Number">Its place in the series, which grows in the order they were taken.</param>
public sealed record Photograph(string MediaType, string Series, int Number)
{
    /// <summary>What names of such files end with.</summary>
    [JsonIgnore]
    public string Extension => MediaType switch
    {
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/tiff" => ".tif",
        _ => ".bin",
    };
}
