using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Pipeline.Registry;

namespace Pipeline.Cloud.Tests;

public sealed class BlobContainerTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<ContainerName, StorageFamily, string> Names => new()
    {
        { Containers.Intake(new FacilityId("alpha")), StorageFamily.Intake, "intake-alpha" },
        { Containers.Named(new FacilityId("alpha")), StorageFamily.Named, "named-alpha" },
        { Containers.Review, StorageFamily.Named, "review" },
        { Containers.Research(new ProjectId("heart-1")), StorageFamily.Research, "research-heart-1" },
        { Containers.ResearchStaging, StorageFamily.Research, "staging" },
        { Containers.Preview, StorageFamily.Research, "preview" },
        { Containers.Delivery(new ProcessorId("ninpo")), StorageFamily.Delivery, "delivery-ninpo" },
        { Containers.Staging, StorageFamily.Delivery, "staging" },
        { Containers.Audit, StorageFamily.Audit, "audit" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_container_has_its_name_and_account(ContainerName container, StorageFamily family, string name)
        => (container.Family, container.Name).ShouldBe((family, name));

    [Theory]
    [InlineData("intake-alpha", true)]
    [InlineData("intake-", false)]
    [InlineData("intake-Alpha", false)]
    [InlineData("named-alpha", false)]
    public void Only_intake_containers_name_a_facility(string container, bool expected)
        => Containers.TryFacilityOfIntake(container, out _).ShouldBe(expected);

    [Fact]
    public void A_family_that_is_not_configured_is_not_permitted()
    {
        var accounts = new StorageAccounts(storage.Azurite.Accounts(StorageFamily.Named), credential: null);

        Should.Throw<NotPermittedException>(() => accounts[Containers.Intake(new FacilityId("alpha"))]).Family.ShouldBe(StorageFamily.Intake);
        accounts[Containers.Review].Name.ShouldBe("review");
    }

    [Fact]
    public async Task A_stream_of_unknown_length_is_written_and_listed()
    {
        BlobContainer container = await storage.CreateAsync(Containers.Named(storage.NewFacility()));
        byte[] content = SamplePackage.Bytes("x", 9_000_001);

        ETag written = await container.WriteAsync("a/1", (target, cancel) => target.WriteAsync(content, cancel).AsTask(), "application/dicom", Cancel);
        await container.WriteAsync("b/1", new MemoryStream([1]), cancellationToken: Cancel);

        await using OpenedBlob opened = await container.OpenReadAsync("a/1", cancellationToken: Cancel);
        using var copy = new MemoryStream();
        await opened.Content.CopyToAsync(copy, Cancel);
        copy.ToArray().ShouldBe(content);
        (opened.ETag, opened.Length, opened.ContentType).ShouldBe((written, content.Length, "application/dicom"));
        StoredBlob listed = (await container.ListAsync("a/", Cancel).ToListAsync(Cancel)).ShouldHaveSingleItem();
        (listed.Name, listed.ETag, listed.Length).ShouldBe(("a/1", written, content.Length));
    }

    [Fact]
    public async Task A_writer_that_fails_leaves_the_blob_as_it_was()
    {
        BlobContainer container = await storage.CreateAsync(Containers.Named(storage.NewFacility()));
        ETag before = await container.WriteAsync("a", new MemoryStream([1]), cancellationToken: Cancel);

        foreach (string name in new[] { "a", "new" })
        {
            await Should.ThrowAsync<FormatException>(() => container.WriteAsync(
                name,
                async (target, cancel) =>
                {
                    await target.WriteAsync(new byte[10_000_000], cancel);
                    throw new FormatException();
                },
                cancellationToken: Cancel));
        }

        (await container.FindAsync("a", Cancel))!.ETag.ShouldBe(before);
        (await container.FindAsync("new", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_read_pinned_to_an_ETag_refuses_what_was_overwritten()
    {
        BlobContainer container = await storage.CreateAsync(Containers.Named(storage.NewFacility()));
        ETag first = await container.WriteAsync("a", new MemoryStream([1]), cancellationToken: Cancel);
        await container.WriteAsync("a", new MemoryStream([2]), cancellationToken: Cancel);

        (await Should.ThrowAsync<RequestFailedException>(() => container.OpenReadAsync("a", first, Cancel))).Status.ShouldBe(412);
        (await Should.ThrowAsync<RequestFailedException>(() => container.OpenSeekableAsync("a", first, Cancel))).Status.ShouldBe(412);
    }

    [Fact]
    public async Task Deleting_says_whether_it_was_there()
    {
        BlobContainer container = await storage.CreateAsync(Containers.Named(storage.NewFacility()));
        await container.WriteAsync("a", new MemoryStream([1]), cancellationToken: Cancel);

        (await container.DeleteIfExistsAsync("a", Cancel)).ShouldBeTrue();
        (await container.DeleteIfExistsAsync("a", Cancel)).ShouldBeFalse();
        (await container.FindAsync("a", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Publishing_keeps_content_and_metadata_and_is_done_once_however_often_it_runs()
    {
        BlobContainer staging = await storage.CreateAsync(Containers.Staging);
        BlobContainer target = await storage.CreateAsync(Containers.Delivery(storage.NewProcessor()));
        string staged = storage.NewId();
        await staging.Client.GetBlobClient(staged).UploadAsync(
            new MemoryStream([1, 2, 3]), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["encryptiondata"] = "{}" } }, Cancel);

        ETag first = await staging.PublishAsync(staged, target, "p", Cancel);
        ETag again = await staging.PublishAsync(staged, target, "p", Cancel);
        await staging.DeleteIfExistsAsync(staged, Cancel);
        ETag afterwards = await staging.PublishAsync(staged, target, "p", Cancel);

        new[] { again, afterwards }.ShouldBe([first, first]);
        BlobProperties published = await target.Client.GetBlobClient("p").GetPropertiesAsync(cancellationToken: Cancel);
        published.Metadata["encryptiondata"].ShouldBe("{}");
        published.ContentLength.ShouldBe(3);
    }

    [Fact]
    public async Task Publishing_is_seen_whole_or_not_at_all()
    {
        BlobContainer staging = await storage.CreateAsync(Containers.Staging);
        BlobContainer target = await storage.CreateAsync(Containers.Delivery(storage.NewProcessor()));
        string staged = storage.NewId();
        await staging.WriteAsync(staged, new MemoryStream(new byte[40_000_000]), cancellationToken: Cancel);

        Task<ETag> publishing = staging.PublishAsync(staged, target, "p", Cancel);
        var lengths = new HashSet<long>();
        do
        {
            lengths.Add((await target.FindAsync("p", Cancel))?.Length ?? -1);
        }
        while (!publishing.IsCompleted);
        await publishing;
        lengths.Add((await target.FindAsync("p", Cancel))!.Length);

        lengths.Except([-1, 40_000_000]).ShouldBeEmpty();
        lengths.ShouldContain(40_000_000);
    }

    [Fact]
    public async Task Publishing_what_is_not_staged_leaves_nothing()
    {
        BlobContainer staging = await storage.CreateAsync(Containers.Staging);
        BlobContainer target = await storage.CreateAsync(Containers.Delivery(storage.NewProcessor()));

        await Should.ThrowAsync<RequestFailedException>(() => staging.PublishAsync(storage.NewId(), target, "p", Cancel));

        (await target.FindAsync("p", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Publishing_into_another_account_is_refused()
    {
        BlobContainer staging = await storage.CreateAsync(Containers.Staging);
        BlobContainer named = await storage.CreateAsync(Containers.Named(storage.NewFacility()));

        await Should.ThrowAsync<ArgumentException>(() => staging.PublishAsync("a", named, "a", Cancel));
    }

    [Fact]
    public async Task Appending_succeeds_only_at_the_length_expected()
    {
        BlobContainer audit = await storage.CreateAsync(Containers.Audit);
        string name = storage.NewId();

        (await audit.AppendAsync(name, Encoding.UTF8.GetBytes("one"), 0, Cancel)).ShouldBe(3);
        (await audit.AppendAsync(name, Encoding.UTF8.GetBytes("lost"), 0, Cancel)).ShouldBeNull();
        (await audit.AppendAsync(name, Encoding.UTF8.GetBytes("two"), 3, Cancel)).ShouldBe(6);

        await using OpenedBlob opened = await audit.OpenReadAsync(name, cancellationToken: Cancel);
        using var text = new StreamReader(opened.Content);
        (await text.ReadToEndAsync(Cancel)).ShouldBe("onetwo");
    }
}
