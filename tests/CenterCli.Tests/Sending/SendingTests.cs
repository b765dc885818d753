using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli.Tests;

/// <summary>A facility of its own with portal, identity and container.</summary>
public abstract class SendingTests(Storage storage) : IAsyncLifetime
{
    private readonly HttpClient http = new();

    protected Storage Storage { get; } = storage;

    protected FacilityId Facility { get; } = new(storage.NewId());

    protected TemporaryFolder Folder { get; } = new();

    protected TemporaryFolder Identities { get; } = new();

    protected TestPortal Portal { get; private set; } = null!;

    protected string IdentityFile { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Storage.CreateAsync(Containers.Intake(Facility));
        Portal = await TestPortal.StartAsync(Storage);
        IdentityFile = Portal.WriteIdentity(Identities, "facility", Facility.Value);
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        Folder.Dispose();
        Identities.Dispose();
        http.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<SendSummary> SendAsync(Func<StudySenderOptions, StudySenderOptions>? change = null)
    {
        var options = new StudySenderOptions { Folder = Folder.Path, Facility = Facility, Portal = Portal.Address };
        var sender = new StudySender(TestPortal.Open(IdentityFile, http), new RandomNames(Storage.Clock), Storage.Clock, TestPortal.Quick);
        return sender.SendAsync(change?.Invoke(options) ?? options, progress: null, TestContext.Current.CancellationToken);
    }
}
