using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Cloud;
using Pipeline.LocalCenter;
using Pipeline.Portal.Tests;
using Pipeline.Registry;

[assembly: AssemblyFixture(typeof(Portal))]

namespace Pipeline.Portal.Tests;

/// <summary>
/// The real portal on a free port, with a real registry (SQLite), real storage (Azurite) and a real issuer. One for the
/// whole assembly: tests that change something work on rows of their own.
/// </summary>
public sealed class Portal : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("pipeline-portal-").FullName;
    private readonly RSA centerKey = RSA.Create(3072);
    private WebApplication app = null!;
    private Azurite azurite = null!;
    private int names;

#pragma warning disable RS0030 // a composition root of tests: storage and tokens are checked against the real time
    public static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030

    public TestIssuer Issuer { get; } = new(Clock);

    public LogLines Log { get; } = new();

    public string Address { get; private set; } = "";

    public string CenterKeyPem => centerKey.ExportSubjectPublicKeyInfoPem();

    public Seed Seed { get; private set; } = null!;

    /// <summary>An ID that no other test uses.</summary>
    public string NewId() => $"t{Interlocked.Increment(ref names)}";

    /// <summary>The portal's own folder in the sources.</summary>
    public static string Folder { get; } = Path.Combine(Pipeline.Tests.Repository.Root, "functions", "Portal");

    public AsyncServiceScope Scope() => app.Services.CreateAsyncScope();

    /// <summary>Works on the registry, in a scope of its own.</summary>
    public async Task<T> InRegistryAsync<T>(Func<RegistryContext, Task<T>> work)
    {
        await using AsyncServiceScope scope = Scope();
        return await work(scope.ServiceProvider.GetRequiredService<RegistryContext>());
    }

    /// <summary>Adds rows.</summary>
    public Task AddAsync(params object[] rows) => InRegistryAsync(async registry =>
    {
        registry.AddRange(rows);
        return await registry.SaveChangesAsync();
    });

    /// <summary>A caller of the API; no token: none.</summary>
    public HttpClient Api(string? token = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A browser without a screen; signed in where a person is named. Follows no redirects.</summary>
    public async Task<HttpClient> BrowserAsync(string? person = null)
    {
        var cookies = new CookieContainer();
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(Address) };
        if (person is not null)
        {
            Uri issuer = (await client.GetAsync("/sign-in/start?to=/")).Headers.Location!;
            Uri callback = (await client.GetAsync(issuer + "&as=" + person)).Headers.Location!;
            HttpResponseMessage home = await client.GetAsync(callback);
            home.Headers.Location!.OriginalString.ShouldBe("/");
        }

        return client;
    }

    /// <summary>Writes a preview picture.</summary>
    public async Task WritePreviewAsync(string prefix, int n)
    {
        await using FileStream picture = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "sector.jpg"));
        await app.Services.GetRequiredService<StorageAccounts>()[Containers.Preview].WriteAsync($"{prefix}/{n}.jpg", picture, "image/jpeg");
    }

    /// <summary>Writes a frame before reviewers.</summary>
    public async Task WriteFrameAsync(string name, byte[] picture)
    {
        using var content = new MemoryStream(picture, writable: false);
        await app.Services.GetRequiredService<StorageAccounts>()[Containers.Review].WriteAsync(name, content, "image/png");
    }

    public async ValueTask InitializeAsync()
    {
        await Issuer.StartAsync();
        azurite = await Azurite.StartAsync(Path.Combine(folder, "azurite"), progress: null, Clock);
        await CreateContainersAsync();
        app = PortalApp.Create([], Configure);
        await using (AsyncServiceScope scope = Scope())
        {
            await scope.ServiceProvider.GetRequiredService<RegistryDatabase>().MigrateAsync();
        }

        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        PublicKey key = PublicKey.Of("center-1", centerKey);
        await AddAsync(
            new UploadKey { KeyId = "center-0", Modulus = "b2xk", Exponent = "AQAB", Published = Clock.GetUtcNow().AddDays(-90) },
            new UploadKey { KeyId = key.KeyId, Modulus = key.Modulus, Exponent = key.Exponent, Published = Clock.GetUtcNow().AddDays(-1) });
        Seed = new Seed(this);
        await Seed.PlantAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await azurite.DisposeAsync();
        await Issuer.DisposeAsync();
        centerKey.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        StorageAccountsOptions accounts = azurite.Accounts(StorageFamily.Intake, StorageFamily.Named, StorageFamily.Research);
        var settings = new Dictionary<string, string?>
        {
            ["Center:Database"] = $"Data Source={Path.Combine(folder, "registry.db")}",
            ["Center:Authority"] = Issuer.Address,
            ["Center:Audience"] = TestIssuer.Audience,
            ["Center:ClientId"] = TestIssuer.ClientId,
            ["Center:ClientSecret"] = "a secret of the tests",
            ["Center:CookieKey"] = Convert.ToBase64String(new byte[32]),
        };
        foreach (StorageFamily family in accounts.Accounts.Keys)
        {
            settings[$"Center:Accounts:{family}"] = accounts.Accounts[family].ToString();
            settings[$"Center:AccountKeys:{family}"] = accounts.AccountKeys[family];
        }

        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
    }

    private async Task CreateContainersAsync()
    {
        var accounts = new StorageAccounts(azurite.Accounts(StorageFamily.Intake, StorageFamily.Named, StorageFamily.Research), credential: null);
        await accounts[Containers.Preview].CreateIfMissingAsync();
        await accounts[Containers.Review].CreateIfMissingAsync();
        await accounts[Containers.Intake(Seed.Alpha)].CreateIfMissingAsync();
    }
}
