using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Pipeline.Registry;

namespace Pipeline.Cloud.Tests;

public sealed class GrantIssuerTests(Storage storage) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GrantIssuer Issuer => new(storage.Accounts, Storage.Clock);

    public static TheoryData<string> Forbidden => ["read", "list", "delete", "read another", "write another", "write properties of the container"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task With_an_upload_grant_a_facility_sends_a_package_that_the_center_can_open()
    {
        FacilityId facility = storage.NewFacility();
        BlobContainer intake = await storage.CreateAsync(Containers.Intake(facility));
        LocalKeyFile keys = folder.NewKeys();
        UploadGrant issued = await Issuer.IssueUploadAsync(facility, keys.Current, TimeSpan.FromHours(1), cancellationToken: Cancel);
        UploadGrant grant = JsonSerializer.Deserialize<UploadGrant>(JsonSerializer.Serialize(issued, MessageJson.Options), MessageJson.Options)!;
        SamplePackage sample = SamplePackage.Of(("1", 9_000_000));

        await new EncryptedPackages(BlobContainer.FromSas(grant.Container)).UploadAsync("studies/a", grant.CenterKey, sample.Manifest, sample.Open, cancellationToken: Cancel);

        await using PackageReader reader = await new EncryptedPackages(intake).OpenAsync("studies/a", keys, cancellationToken: Cancel);
        (await sample.ReadAllAsync(reader)).ShouldBe(["1"]);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task An_upload_grant_permits_nothing_but_uploading_into_its_own_container(string act)
    {
        FacilityId facility = storage.NewFacility();
        BlobContainer own = await storage.CreateAsync(Containers.Intake(facility));
        BlobContainer other = await storage.CreateAsync(Containers.Intake(storage.NewFacility()));
        await own.WriteAsync("studies/a", new MemoryStream([1]), cancellationToken: Cancel);
        await other.WriteAsync("studies/a", new MemoryStream([1]), cancellationToken: Cancel);
        UploadGrant grant = await Issuer.IssueUploadAsync(facility, folder.NewKeys().Current, TimeSpan.FromHours(1), cancellationToken: Cancel);
        BlobContainerClient granted = BlobContainer.FromSas(grant.Container).Client;
        BlobContainerClient elsewhere = new(new BlobUriBuilder(grant.Container) { BlobContainerName = other.Name }.ToUri());

        Func<Task> attempt = act switch
        {
            "read" => () => granted.GetBlobClient("studies/a").DownloadContentAsync(Cancel),
            "list" => async () => await granted.GetBlobsAsync(cancellationToken: Cancel).ToListAsync(Cancel),
            "delete" => () => granted.GetBlobClient("studies/a").DeleteAsync(cancellationToken: Cancel),
            "read another" => () => elsewhere.GetBlobClient("studies/a").DownloadContentAsync(Cancel),
            "write another" => () => elsewhere.GetBlobClient("studies/a").UploadAsync(new MemoryStream([2]), overwrite: true, Cancel),
            _ => () => granted.SetAccessPolicyAsync(PublicAccessType.Blob, cancellationToken: Cancel),
        };

        (await Should.ThrowAsync<RequestFailedException>(attempt)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_pull_grant_reads_and_lists_and_does_not_write()
    {
        ProcessorId processor = storage.NewProcessor();
        BlobContainer delivery = await storage.CreateAsync(Containers.Delivery(processor));
        await delivery.WriteAsync("a", new MemoryStream([1]), cancellationToken: Cancel);

        PullGrant grant = await Issuer.IssuePullAsync(Containers.Delivery(processor), TimeSpan.FromHours(4), cancellationToken: Cancel);

        BlobContainer granted = BlobContainer.FromSas(grant.Container);
        (await granted.ListAsync(cancellationToken: Cancel).ToListAsync(Cancel)).ShouldHaveSingleItem().Name.ShouldBe("a");
        await using OpenedBlob opened = await granted.OpenReadAsync("a", cancellationToken: Cancel);
        opened.Length.ShouldBe(1);
        (await Should.ThrowAsync<RequestFailedException>(() => granted.WriteAsync("a", new MemoryStream([2]), cancellationToken: Cancel))).Status.ShouldBe(403);
        (await Should.ThrowAsync<RequestFailedException>(() => granted.DeleteIfExistsAsync("a", Cancel))).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4 * 3600 + 1)]
    public async Task A_grant_lasts_at_most_four_hours(int seconds)
        => await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Issuer.IssueUploadAsync(storage.NewFacility(), folder.NewKeys().Current, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task What_is_not_published_cannot_be_pulled()
    {
        foreach (ContainerName container in new[] { Containers.Staging, Containers.ResearchStaging, Containers.Preview, Containers.Named(storage.NewFacility()), Containers.Intake(storage.NewFacility()) })
        {
            await Should.ThrowAsync<ArgumentException>(() => Issuer.IssuePullAsync(container, TimeSpan.FromHours(1)));
        }
    }

    [Fact]
    public async Task An_expired_grant_is_refused_by_storage()
    {
        FacilityId facility = storage.NewFacility();
        await storage.CreateAsync(Containers.Intake(facility));
        var past = new GrantIssuer(storage.Accounts, new FixedClock(Storage.Clock.GetUtcNow().AddHours(-5)));

        UploadGrant grant = await past.IssueUploadAsync(facility, folder.NewKeys().Current, TimeSpan.FromHours(4), cancellationToken: Cancel);

        (await Should.ThrowAsync<RequestFailedException>(() => BlobContainer.FromSas(grant.Container).WriteAsync("a", new MemoryStream([1]), cancellationToken: Cancel))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_grant_names_addresses_and_demands_https_where_the_account_does()
    {
        var https = new StorageAccounts(
            new StorageAccountsOptions
            {
                Accounts = { [StorageFamily.Intake] = new Uri("https://intake.blob.core.windows.net") },
                AccountKeys = { [StorageFamily.Intake] = Convert.ToBase64String(new byte[64]) },
            },
            credential: null);

        UploadGrant grant = await new GrantIssuer(https, Storage.Clock).IssueUploadAsync(
            new FacilityId("alpha"), folder.NewKeys().Current, TimeSpan.FromHours(1), SasIPRange.Parse("192.0.2.1-192.0.2.9"), Cancel);

        BlobSasQueryParameters sas = new BlobUriBuilder(grant.Container).Sas;
        sas.Protocol.ShouldBe(SasProtocol.Https);
        sas.IPRange.ToString().ShouldBe("192.0.2.1-192.0.2.9");
        sas.Permissions.ShouldBe("cw");
        sas.Resource.ShouldBe("c");
        grant.ToString().ShouldNotContain("sig");
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
