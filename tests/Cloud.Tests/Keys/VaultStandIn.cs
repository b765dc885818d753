using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Cloud.Tests;

/// <summary>
/// Answers as Key Vault does, over HTTPS with a certificate of its own: challenge first, then keys and secrets. Reached
/// as <c>kv.vault.test</c>, whatever the name service says.
/// </summary>
public sealed class VaultStandIn : IAsyncDisposable
{
    private const string Token = "the-token";
    private readonly ConcurrentDictionary<string, List<(string Version, string Value)>> secrets = new();
    private readonly Dictionary<string, RSA> versions = new() { ["v1"] = RSA.Create(2048), ["v2"] = RSA.Create(2048) };
    private WebApplication app = null!;

    /// <summary>Method, path and query, whether authorised, and body.</summary>
    public ConcurrentQueue<(string Request, bool Authorized, string Body)> Requests { get; } = new();

    public string Challenge { get; set; } = """Bearer authorization="https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555", resource="https://vault.test" """;

    public Uri Vault => new($"https://kv.vault.test:{new Uri(app.Urls.Single()).Port}/");

    public StandInCredential Credential { get; } = new();

    public string KeyId(string version) => $"{Vault}keys/center/{version}";

    public RSA Private(string version) => versions[version];

    public static async Task<VaultStandIn> StartAsync()
    {
        var vault = new VaultStandIn();
        using RSA key = RSA.Create(2048);
        X509Certificate2 certificate = new CertificateRequest("CN=kv.vault.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Storage.Clock.GetUtcNow().AddDays(-1), Storage.Clock.GetUtcNow().AddDays(1));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        vault.app = builder.Build();
        vault.app.Run(vault.AnswerAsync);
        await vault.app.StartAsync(TestContext.Current.CancellationToken);
        return vault;
    }

    /// <summary>Connects to the stand-in and trusts its certificate.</summary>
    public T Connect<T>(T options)
        where T : ClientOptions
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        options.Transport = new HttpClientTransport(new HttpClient(handler));
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        foreach (RSA key in versions.Values)
        {
            key.Dispose();
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        string body = await reader.ReadToEndAsync();
        bool authorized = http.Request.Headers.Authorization == $"Bearer {Token}";
        Requests.Enqueue(($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}", authorized, body));
        if (!authorized)
        {
            http.Response.StatusCode = 401;
            http.Response.Headers.WWWAuthenticate = Challenge;
            return;
        }

        string[] path = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        JsonObject? answer = path[0] switch
        {
            "keys" => AnswerKey(path, body),
            "secrets" => AnswerSecret(http.Request.Method, path, body),
            "deletedsecrets" when http.Request.Method == "DELETE" => [],
            "deletedsecrets" => new JsonObject { ["id"] = $"{Vault}secrets/{path[1]}", ["recoveryId"] = $"{Vault}deletedsecrets/{path[1]}" },
            _ => null,
        };
        http.Response.StatusCode = answer is null ? 404 : answer.ContainsKey("error") ? 400 : path[0] == "deletedsecrets" && http.Request.Method == "DELETE" ? 204 : 200;
        if (http.Response.StatusCode != 204)
        {
            await http.Response.WriteAsJsonAsync(answer ?? new JsonObject { ["error"] = new JsonObject { ["code"] = "NotFound" } });
        }
    }

    private JsonObject? AnswerKey(string[] path, string body)
    {
        if (path is ["keys", "center"])
        {
            RSAParameters parameters = versions["v2"].ExportParameters(includePrivateParameters: false);
            return new JsonObject
            {
                ["key"] = new JsonObject
                {
                    ["kid"] = KeyId("v2"), ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent),
                },
            };
        }

        if (path is not ["keys", "center", var version, "unwrapkey"] || !versions.TryGetValue(version, out RSA? key))
        {
            return null;
        }

        try
        {
            string value = (string)JsonNode.Parse(body)!["value"]!;
            return new JsonObject { ["kid"] = KeyId(version), ["value"] = Base64Url.EncodeToString(key.Decrypt(Base64Url.DecodeFromChars(value), RSAEncryptionPadding.OaepSHA256)) };
        }
        catch (CryptographicException)
        {
            return new JsonObject { ["error"] = new JsonObject { ["code"] = "BadParameter" } };
        }
    }

    private JsonObject? AnswerSecret(string method, string[] path, string body)
    {
        List<(string Version, string Value)> all = secrets.GetOrAdd(path[1], _ => []);
        switch (method, path)
        {
            case ("PUT", ["secrets", var name]):
                all.Add(($"s{all.Count + 1}", (string)JsonNode.Parse(body)!["value"]!));
                return Describe(name, all.Count - 1);
            case ("GET", ["secrets", var name, "versions"]):
                return new JsonObject { ["value"] = new JsonArray([.. all.Select((_, i) => Describe(name, i))]) };
            case ("GET", ["secrets", var name, var version]):
                int index = all.FindIndex(s => s.Version == version);
                return index < 0 ? null : Describe(name, index);
            case ("DELETE", ["secrets", var name]):
                all.Clear();
                return new JsonObject { ["id"] = $"{Vault}secrets/{name}", ["recoveryId"] = $"{Vault}deletedsecrets/{name}" };
            default:
                return null;
        }

        JsonObject Describe(string name, int index) => new()
        {
            ["id"] = $"{Vault}secrets/{name}/{all[index].Version}",
            ["value"] = all[index].Value,
            ["attributes"] = new JsonObject { ["enabled"] = true, ["created"] = 1_700_000_000 + index },
        };
    }

    /// <summary>Gives one token and keeps what was asked for.</summary>
    public sealed class StandInCredential : TokenCredential
    {
        public ConcurrentQueue<(string Scope, string? Tenant)> Asked { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.Enqueue((requestContext.Scopes.Single(), requestContext.TenantId));
            return new AccessToken(Token, Storage.Clock.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => new(GetToken(requestContext, cancellationToken));
    }
}
