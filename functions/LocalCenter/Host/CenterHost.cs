using System.Net;
using System.Net.Sockets;
using Pipeline.Cloud;
using Pipeline.Delivery;
using Pipeline.Intake;
using Pipeline.LocalCenter.Development;
using Pipeline.Portal;
using Pipeline.Registry;
using Pipeline.Research;

namespace Pipeline.LocalCenter.Host;

/// <summary>
/// The whole center on one machine: Azurite, the registry in SQLite, and the four function apps as they are, each with the
/// accounts and keys that it may touch and no other.
/// </summary>
internal sealed class CenterHost : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];
    private readonly List<FunctionsHost> apps = [];

    private CenterHost(CenterFolder folder, Azurite azurite, ServiceProvider services, Uri portal)
    {
        (Folder, Azurite, Services, Portal) = (folder, azurite, services, portal);
        Accounts = new StorageAccounts(azurite.Accounts(Enum.GetValues<StorageFamily>()), null);
    }

    /// <summary>Where everything is kept.</summary>
    public CenterFolder Folder { get; }

    /// <summary>The storage emulator.</summary>
    public Azurite Azurite { get; }

    /// <summary>The registry, for this program's own looks into it.</summary>
    public ServiceProvider Services { get; }

    /// <summary>Every storage account: this program plays the platform, which the apps may not.</summary>
    public StorageAccounts Accounts { get; }

    /// <summary>Where the portal answers.</summary>
    public Uri Portal { get; }

    /// <summary>Messages in the hands of functions right now.</summary>
    public int InFlight => apps.Sum(a => a.InFlight);

    /// <summary>Starts storage and brings the registry up to date; then enrol, and <see cref="StartAsync"/>.</summary>
    public static async Task<CenterHost> PrepareAsync(CenterFolder folder, int port, IProgress<string> progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        Azurite azurite = await Azurite.StartAsync(folder.Azurite, progress, clock, cancellationToken);
        try
        {
            return await PrepareAsync(folder, azurite, port, clock, cancellationToken);
        }
        catch (Exception)
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    private static async Task<CenterHost> PrepareAsync(CenterFolder folder, Azurite azurite, int port, TimeProvider clock, CancellationToken cancellationToken)
    {
        ServiceCollection services = new();
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [RegistryServices.DatabaseKey] = $"Data Source={folder.Database}" }).Build();
        services.AddSingleton(clock).AddSingleton<IConfiguration>(configuration).AddLogging().AddRegistry(configuration);
        CenterHost host = new(folder, azurite, services.BuildServiceProvider(), new Uri($"http://localhost:{(port == 0 ? FreePort() : port)}/"));
        try
        {
            await host.InRegistryAsync(r => r.GetRequiredService<RegistryDatabase>().MigrateAsync(cancellationToken));
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            await host.Services.DisposeAsync();
            throw new CenterFailureException(
                $"{folder.Database} は、この版より前の形式か壊れています。--data で別のフォルダを指定してください。",
                $"{folder.Database} is of an unknown form, or damaged. Choose another folder with --data.",
                e);
        }

        LocalKeyFile.OpenOrCreate(folder.UploadKey, "upload");
        return host;
    }

    /// <summary>Starts the four apps and begins to bring them work.</summary>
    /// <param name="enrolment">Who takes part.</param>
    /// <param name="ocr">Whether masked frames are read once more by tesseract.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    /// <exception cref="CenterFailureException">The portal's port is taken.</exception>
    public async Task StartAsync(Enrolment enrolment, bool ocr, TimeProvider clock, CancellationToken cancellationToken)
    {
        await CreateContainersAsync(enrolment, cancellationToken);
        StorageMessageQueues queues = new(Azurite.Queues);
        RandomNames names = new(clock);
        OutboxSignal signal = new();
        FileLogger log = new(Folder.Log, clock);
        DevelopmentIssuer issuer = new(Folder.IssuerKey, enrolment.Principals, clock);
        string root = Portal.GetLeftPart(UriPartial.Authority);

        WebApplication portal = PortalApp.Create([], b => Configure(b, log, signal, clock, PortalConfiguration(root), root));
        issuer.Map(portal.MapGroup("").AllowAnonymous(), root);
        (string Name, WebApplication App)[] created =
        [
            ("Portal", portal),
            ("Intake", IntakeApp.Create([], b => Configure(b, log, signal, clock, IntakeConfiguration()))),
            ("Research", ResearchApp.Create([], b => Configure(b, log, signal, clock, ResearchConfiguration(ocr)))),
            ("Delivery", DeliveryApp.Create([], b => Configure(b, log, signal, clock, DeliveryConfiguration()))),
        ];
        foreach ((string name, WebApplication app) in created)
        {
            apps.Add(await StartAppAsync(name, app, queues, names, clock, cancellationToken));
        }

        FunctionsHost intake = apps[1];
        running.Add(Task.Run(() => DispatchAtOnceAsync(intake, signal), CancellationToken.None));
        UploadEvents events = new(Accounts, queues, [.. enrolment.Facilities.Select(f => f.Id)], clock, log.CreateLogger(nameof(UploadEvents)));
        running.Add(Task.Run(() => events.RunAsync(stopping.Token), CancellationToken.None));
    }

    /// <summary>Runs something within a scope of the registry.</summary>
    public async Task<T> InRegistryAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Runs something within a scope of the registry.</summary>
    public Task InRegistryAsync(Func<IServiceProvider, Task> work)
        => InRegistryAsync(async r =>
        {
            await work(r);
            return true;
        });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        foreach (FunctionsHost app in apps)
        {
            await app.DisposeAsync();
        }

        await Task.WhenAll(running);
        await Services.DisposeAsync();
        await Azurite.DisposeAsync();
        stopping.Dispose();
    }

    private async Task<FunctionsHost> StartAppAsync(
        string name, WebApplication app, StorageMessageQueues queues, RandomNames names, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await FunctionsHost.StartAsync(app, Path.Combine(AppContext.BaseDirectory, "apps", name), queues, names, clock, cancellationToken);
        }
        catch (IOException e) when (name == "Portal")
        {
            throw new CenterFailureException(
                $"ポート {Portal.Port} はほかのプログラムが使っています。--port で別の番号を (0 なら空いている番号を) 指定してください。",
                $"Port {Portal.Port} is taken by another program. Choose another with --port (0: any free one).",
                e);
        }
    }

    private static void Configure(
        WebApplicationBuilder builder, FileLogger log, OutboxSignal signal, TimeProvider clock, Dictionary<string, string?> configuration, string address = "http://127.0.0.1:0")
    {
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders().AddProvider(log).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        builder.Services.AddSingleton(clock).AddSingleton(signal);
    }

    private Dictionary<string, string?> IntakeConfiguration()
        => With(Common(StorageFamily.Intake, StorageFamily.Named, StorageFamily.Audit), ("Center:UploadKey", "file:" + Folder.UploadKey), ("Center:Intake:ResendSeconds", "30"));

    private Dictionary<string, string?> ResearchConfiguration(bool ocr)
        => With(
            Common(StorageFamily.Named, StorageFamily.Research),
            ("Center:PseudonymVault", "file:" + Folder.PseudonymKeys), ("Center:Profiles", Directory.CreateDirectory(Folder.Profiles).FullName),
            ("Center:Research:Ocr", ocr ? "true" : "false"));

    private Dictionary<string, string?> DeliveryConfiguration() => Common(StorageFamily.Named, StorageFamily.Delivery);

    private Dictionary<string, string?> PortalConfiguration(string root)
        => With(
            Common(StorageFamily.Intake, StorageFamily.Named, StorageFamily.Research),
            ("Center:Authority", root + "/development"),
            ("Center:Audience", DevelopmentIssuer.Audience),
            ("Center:ClientId", DevelopmentIssuer.Audience),
            ("Center:ClientSecret", "development"));

    private Dictionary<string, string?> Common(params StorageFamily[] families)
    {
        StorageAccountsOptions accounts = Azurite.Accounts(families);
        Dictionary<string, string?> configuration = new() { [RegistryServices.DatabaseKey] = $"Data Source={Folder.Database}" };
        foreach (StorageFamily family in families)
        {
            configuration[$"Center:Accounts:{family}"] = accounts.Accounts[family].AbsoluteUri;
            configuration[$"Center:AccountKeys:{family}"] = accounts.AccountKeys[family];
        }

        return configuration;
    }

    private static Dictionary<string, string?> With(Dictionary<string, string?> configuration, params (string Key, string Value)[] more)
    {
        foreach ((string key, string value) in more)
        {
            configuration[key] = value;
        }

        return configuration;
    }

    /// <summary>On one machine the outbox need not wait for its timer.</summary>
    private async Task DispatchAtOnceAsync(FunctionsHost intake, OutboxSignal signal)
    {
        try
        {
            while (true)
            {
                Task next = signal.NextAsync();
                intake.Wake("DispatchOutbox");
                await next.WaitAsync(stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // stopping
        }
    }

    private async Task CreateContainersAsync(Enrolment enrolment, CancellationToken cancellationToken)
    {
        ContainerName[] containers =
        [
            .. enrolment.Facilities.SelectMany(f => new[] { Containers.Intake(f.Id), Containers.Named(f.Id) }),
            .. enrolment.Projects.Select(p => Containers.Research(p.Id)),
            .. enrolment.Processors.Select(p => Containers.Delivery(p.Id)),
            Containers.Review, Containers.Preview, Containers.ResearchStaging, Containers.Staging, Containers.Audit,
        ];
        foreach (ContainerName container in containers)
        {
            await Accounts[container].CreateIfMissingAsync(cancellationToken);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
