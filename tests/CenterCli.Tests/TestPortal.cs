using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Sas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli.Tests;

/// <summary>The portal's JSON API over HTTP, as far as <c>center</c> uses it, for one facility or recipient.</summary>
public sealed class TestPortal : IAsyncDisposable
{
    private const string Secret = "a-development-secret";
    private readonly WebApplication app;
    private readonly Storage storage;
    private readonly string token = $"token-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    private TestPortal(Storage storage, WebApplication web) => (this.storage, app) = (storage, web);

    public Uri Address { get; private set; } = null!;

    /// <summary>How long storage takes the next grants; negative: it refuses them.</summary>
    public Queue<TimeSpan> SasLifetimes { get; } = new();

    /// <summary>How long the next grants say they last.</summary>
    public Queue<TimeSpan> GrantLifetimes { get; } = new();

    public ConcurrentQueue<Guid> Grants { get; } = new();

    /// <summary>Status codes answered instead, first come first served.</summary>
    public ConcurrentQueue<int> Failures { get; } = new();

    public List<object> Packages { get; } = [];

    /// <summary>What becomes of each study package, given its blob; null: <see cref="Packages"/>.</summary>
    public Func<string, object>? JudgeStudy { get; set; }

    /// <summary>What becomes of each consent table, given its blob.</summary>
    public Func<string, object>? JudgeConsents { get; set; }

    public List<JsonObject> Provided { get; } = [];

    public ConcurrentQueue<JsonObject> Receipts { get; } = new();

    public ConcurrentQueue<Guid> Deletions { get; } = new();

    /// <summary>The review queue.</summary>
    public List<ReviewEntry> Review { get; } = [];

    /// <summary>What operators wrote about orders, terms and incidents.</summary>
    public ConcurrentQueue<(string Path, JsonObject Body)> Orders { get; } = new();

    /// <summary>The picture of every item.</summary>
    public byte[] Frame { get; } = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public ConcurrentQueue<(Guid Item, JsonObject Ruling)> Rulings { get; } = new();

    /// <summary>Answers decisions with this instead.</summary>
    public IResult? RulingRefused { get; set; }

    /// <summary>Answers what operators ask and enter.</summary>
    public Func<string, JsonObject, IResult>? Society { get; set; }

    public ConcurrentQueue<(string Path, JsonObject Body)> SocietyRequests { get; } = new();

    public ConcurrentQueue<(string Rule, string Why)> Retirements { get; } = new();

    public static async Task<TestPortal> StartAsync(Storage storage)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication web = builder.Build();
        web.Urls.Add("http://127.0.0.1:0");
        var portal = new TestPortal(storage, web);
        portal.Map();
        await web.StartAsync();
        portal.Address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return portal;
    }

    /// <summary>Writes an identity file that signs in here.</summary>
    public string WriteIdentity(TemporaryFolder folder, string kind, string name, Uri? pullFrom = null, string? key = null, string? secret = null)
    {
        string path = folder[$"{name}.json"];
        var identity = new
        {
            name,
            kind,
            portal = Address,
            development = new { token = new Uri(Address, "/development/token"), clientId = "app-1", clientSecret = secret ?? Secret },
            storage = pullFrom,
            key,
        };
        PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(identity, MessageJson.Options));
        return path;
    }

    /// <summary>The API, signed in as that identity.</summary>
    public static CenterApi Open(string identity, HttpClient http)
    {
        Identity loaded = Identity.Load(identity);
        return new CenterApi(http, loaded.Portal, loaded.CreateCredential(http, Storage.Clock), loaded.Scope, Quick);
    }

    /// <summary>Tries again as real runs do, sooner.</summary>
    public static Retries Quick => new(Storage.Clock, TimeSpan.FromMilliseconds(20), attempts: 5);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Map()
    {
        app.Use(async (context, next) =>
        {
            bool isApi = context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
            if (isApi && context.Request.Headers.Authorization != $"Bearer {token}")
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
            else if (isApi && Failures.TryDequeue(out int status))
            {
                context.Response.StatusCode = status;
            }
            else
            {
                await next(context);
            }
        });
        app.MapPost("/development/token", async (HttpRequest request) =>
        {
            IFormCollection form = await request.ReadFormAsync();
            return form["client_secret"] == Secret && form["grant_type"] == "client_credentials"
                ? Results.Json(new { access_token = token, expires_in = 3600 })
                : Results.BadRequest();
        });
        app.MapPost("/api/facilities/{facility}/grants", Issue);
        app.MapGet("/api/facilities/{facility}/packages", PackagesAsync);
        app.MapGet("/api/facilities/{facility}/consents", ConsentsAsync);
        foreach (string list in new[] { "/api/processors/{id}/deliveries", "/api/projects/{id}/copies" })
        {
            app.MapGet(list, () => Results.Json(Provided));
        }

        foreach (string kind in new[] { "processors", "projects" })
        {
            app.MapPost($"/api/{kind}/{{id}}/receipts", (JsonObject receipt) =>
            {
                Receipts.Enqueue(receipt);
                return Results.NoContent();
            });
        }

        MapReview();
        MapOrders();
        app.MapFallback("/api/{**path}", async (string path, HttpRequest request) =>
        {
            JsonObject body = request.ContentType is null ? [] : (await request.ReadFromJsonAsync<JsonObject>())!;
            SocietyRequests.Enqueue((path, body));
            return Society?.Invoke(path, body) ?? Results.NotFound();
        });
        app.MapPost("/api/processors/{id}/deletions", (JsonObject deletion) =>
        {
            Deletions.Enqueue(deletion["provision"]!.GetValue<Guid>());
            return Results.NoContent();
        });
    }

    /// <summary>One order of two studies, one incident; whatever is written is taken down.</summary>
    private void MapOrders()
    {
        Guid[] cases = [Guid.Parse("0198c2a4-0000-7000-8000-000000000001"), Guid.Parse("0198c2a4-0000-7000-8000-000000000002")];
        DateTimeOffset now = Storage.Clock.GetUtcNow();
        var order = new OrderSummary(cases[0], new ProcessorId("ninpo"), DeliveryOrderState.Open, now, "operator-1", "request 12", 2, 1);
        OrderLine[] lines =
        [
            new(cases[0], new FacilityId("alpha"), OrderLineState.Provided, [], cases[1], now, now),
            new(cases[1], new FacilityId("alpha"), OrderLineState.Held, [new BlockingRule("C3", ReasonCodes.NoticeTooRecent, new DateOnly(2026, 12, 1))]),
        ];
        app.MapGet("/api/orders", () => Results.Json(new[] { order }, MessageJson.Options));
        app.MapGet("/api/orders/candidates", () => Results.Json(cases, MessageJson.Options));
        app.MapGet("/api/orders/{id:guid}", () => Results.Json(new OrderReport(order, lines), MessageJson.Options));
        app.MapGet("/api/incidents", () => Results.Json(
            new[] { new IncidentEntry(cases[0], "delivery.deletion-overdue", now, "ninpo/1", "連絡してください。", "Call them.", new FacilityId("alpha")) }, MessageJson.Options));
        foreach (string path in new[] { "/api/orders/{**rest}", "/api/processors/{id}/terms", "/api/incidents/{id}/closing" })
        {
            app.MapMethods(path, ["PUT", "POST"], (HttpRequest request, JsonObject body) =>
            {
                Orders.Enqueue((request.Path, body));
                return Results.NoContent();
            });
        }
    }

    private void MapReview()
    {
        app.MapGet("/api/review", (bool? all) => Results.Json(Review.Where(item => all == true || item.State == "open"), MessageJson.Options));
        app.MapGet("/api/review/{id:guid}", (Guid id) => Review.Find(item => item.Id == id) is { } item ? Results.Json(item, MessageJson.Options) : Results.NotFound());
        app.MapGet("/api/review/{id:guid}/frame", () => Results.Bytes(Frame, "image/png"));
        app.MapPost("/api/review/{id:guid}/decisions", (Guid id, JsonObject ruling) =>
        {
            Rulings.Enqueue((id, ruling));
            return RulingRefused ?? Results.NoContent();
        });
        app.MapGet("/api/device-rules", () => Results.Json(KnownDeviceRules.All.Select(rule => new DeviceRuleEntry(
            rule.Rule, rule.Version, rule.Match, "mask", rule.TrustsRegions, rule.Hidden, rule.Why, rule.ApprovedBy, rule.Approved)), MessageJson.Options));
        app.MapPost("/api/device-rules/{rule}/retirement", (string rule, JsonObject body) =>
        {
            Retirements.Enqueue((rule, body["why"]!.GetValue<string>()));
            return Results.NoContent();
        });
    }

    private IResult Issue(string facility)
    {
        DateTimeOffset now = Storage.Clock.GetUtcNow();
        TimeSpan good = SasLifetimes.TryDequeue(out TimeSpan chosen) ? chosen : TimeSpan.FromHours(4);
        TimeSpan lifetime = GrantLifetimes.TryDequeue(out TimeSpan told) ? told : TimeSpan.FromHours(4);
        var id = Guid.Parse(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        PublicKey key = storage.CenterKey.Current;
        Uri container = storage.Accounts[Containers.Intake(new FacilityId(facility))].Client
            .GenerateSasUri(BlobContainerSasPermissions.Create | BlobContainerSasPermissions.Write, now + good);
        using RSA rsa = key.ToRsa();
        Grants.Enqueue(id);
        return Results.Json(new { grantId = id, container, expires = now + lifetime, keyId = key.KeyId, publicKeyPem = rsa.ExportSubjectPublicKeyInfoPem() });
    }

    private async Task<IResult> PackagesAsync(string facility)
        => Results.Json(JudgeStudy is null ? Packages : (await storage.BlobsAsync(new FacilityId(facility))).Select(blob => JudgeStudy(blob)));

    private async Task<IResult> ConsentsAsync(string facility)
    {
        List<string> blobs = await storage.BlobsAsync(new FacilityId(facility), "consents/");
        return Results.Json(blobs.Select(blob => JudgeConsents!(blob)));
    }
}
