using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace Pipeline.Portal;

/// <summary>Style sheet, script and icon, out of the assembly.</summary>
internal static class EmbeddedAssets
{
    private static readonly Dictionary<string, Asset> All = new[]
    {
        Read("portal.css", "text/css; charset=utf-8"),
        Read("receipt.css", "text/css; charset=utf-8"),
        Read("portal.js", "text/javascript; charset=utf-8"),
        Read("icon.svg", "image/svg+xml"),
    }.ToDictionary(asset => asset.Name);

    /// <summary>The asset's address; it changes with the content, so browsers may keep it for good.</summary>
    public static string AddressOf(string name) => $"/assets/{name}?v={All[name].Version}";

    public static void MapAssets(this IEndpointRouteBuilder app)
        => app.MapGet("/assets/{name}", (string name, HttpResponse response) =>
        {
            if (!All.TryGetValue(name, out Asset? asset))
            {
                return Results.NotFound();
            }

            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Content, asset.ContentType);
        }).AllowAnonymous();

    private static Asset Read(string name, string contentType)
    {
        using Stream stream = typeof(EmbeddedAssets).Assembly.GetManifestResourceStream("Assets/" + name)
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        byte[] content = copy.ToArray();
        return new Asset(name, contentType, content, WebEncoders.Base64UrlEncode(SHA256.HashData(content).AsSpan(0, 9)));
    }

    private sealed record Asset(string Name, string ContentType, byte[] Content, string Version);
}
