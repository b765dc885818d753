using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli.Tests;

/// <summary>A processor of its own with portal, identity and container.</summary>
public abstract class PullingTests(Storage storage) : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private string identityFile = "";
    private int published;

    protected Storage Storage { get; } = storage;

    protected ProcessorId Processor { get; } = new(storage.NewId());

    protected TemporaryFolder Folder { get; } = new();

    protected TemporaryFolder Identities { get; } = new();

    protected TestPortal Portal { get; private set; } = null!;

    protected BlobContainer Container { get; private set; } = null!;

    /// <summary>The blob of the first package.</summary>
    protected static string Blob => "blob-1";

    public async ValueTask InitializeAsync()
    {
        Container = await Storage.CreateAsync(Containers.Delivery(Processor));
        Portal = await TestPortal.StartAsync(Storage);
        identityFile = Portal.WriteIdentity(Identities, "processor", Processor.Value, Storage.PullAddress(Container), Storage.ReceiverKeyPath);
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        Folder.Dispose();
        Identities.Dispose();
        http.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static byte[] Bytes(string name, long length)
    {
        byte[] bytes = new byte[length];
        new Random(name.Length).NextBytes(bytes);
        return bytes;
    }

    protected Task<Guid> PublishAsync(params (string Name, int Length)[] files) => PublishAsync(Storage.ReceiverKey.Current, files);

    /// <summary>Publishes a package as the delivery app does, and lists it.</summary>
    protected async Task<Guid> PublishAsync(PublicKey receiver, params (string Name, int Length)[] files)
    {
        string blob = $"blob-{++published}";
        var provision = new Guid(SHA256.HashData(BitConverter.GetBytes(published)).AsSpan(0, 16));
        var manifest = new PackageManifest
        {
            Kind = PackageKind.Delivery,
            Sender = "alpha",
            PatientId = "ALPHA-770001",
            StudyInstanceUid = "2.25.771",
            Provision = provision.ToString(),
            Files = [.. files.Select(file => new PackageFileEntry(file.Name, Convert.ToHexStringLower(SHA256.HashData(Bytes(file.Name, file.Length))), file.Length))],
            Created = Storage.Clock.GetUtcNow(),
        };
        await new EncryptedPackages(Container).UploadAsync(
            blob, receiver, manifest, (file, _) => Task.FromResult<Stream>(new MemoryStream(Bytes(file.Name, file.Size))), cancellationToken: TestContext.Current.CancellationToken);
        Portal.Provided.Add(new JsonObject
        {
            ["provision"] = provision,
            ["blob"] = blob,
            ["size"] = files.Sum(file => (long)file.Length),
            ["published"] = Storage.Clock.GetUtcNow(),
            ["state"] = "published",
        });
        return provision;
    }

    protected Task<PullSummary> PullAsync(IProgress<PullProgress>? progress = null, CancellationToken? cancellationToken = null, Recipient? recipient = null)
    {
        var puller = new PackagePuller(TestPortal.Open(identityFile, http), Container, Storage.ReceiverKey, Storage.Clock, TestPortal.Quick);
        var options = new PackagePullerOptions { Folder = Folder.Path, Recipient = recipient ?? Recipient.Of(Processor) };
        return puller.PullAsync(options, progress, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    protected Task<CommandRun> RunAsync(params string[] more)
        => CommandRun.OfAsync(["pull", "--processor", Processor.Value, "--identity", identityFile, "--out", Folder.Path, "--lang", "en", .. more]);
}
