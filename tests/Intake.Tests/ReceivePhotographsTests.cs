using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.CenterCli.Tests;
using Pipeline.Cloud;
using Pipeline.Imaging.Photographs;
using Pipeline.Registry;
using Case = Pipeline.Registry.Case;

namespace Pipeline.Intake.Tests;

/// <summary>Picture files in a study's package.</summary>
public sealed class ReceivePhotographsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Pictures_are_registered_by_their_content_beside_the_objects_and_stored_as_they_came()
    {
        await using Center center = await Center.StartAsync(azurite);
        byte[][] files = [SampleObject.Bytes(), SamplePicture.Of('R'), SamplePicture.Of('N'), SamplePicture.Of('P')];

        await ReceiveAsync(center, files, "objects/1.dcm", "photographs/a/1", "photographs/a/2", "objects/2.dcm");

        Case registered = await center.AskAsync(r => r.Cases.Include(c => c.Instances).SingleAsync());
        Instance[] pictures = [.. registered.Instances.Where(i => i.Photograph is not null).OrderBy(i => i.Photograph!.Number)];
        pictures.Select(i => (i.Photograph!.MediaType, i.Photograph.Number)).ShouldBe([("image/jpeg", 2), ("image/jpeg", 3), ("image/png", 4)]);
        pictures[0].Photograph!.Series.ShouldBe(pictures[1].Photograph!.Series);
        pictures[0].Photograph!.Series.ShouldNotBe(pictures[2].Photograph!.Series);
        pictures.ShouldAllBe(i => i.SopClassUid.Length == 0 && i.SopInstanceUid.StartsWith("2.25."));
        foreach ((Instance picture, byte[] file) in pictures.Zip(files.Skip(1)))
        {
            (await StoredAsync(center, picture)).ShouldBe(file);
        }

        registered.ContentVersion.ShouldBe(1);
        registered.Modalities.ShouldBe(["US"]);
        await ShouldBeAsync(center, PackageState.Registered, reason: null, detail: null);
    }

    [Fact]
    public async Task Pictures_sent_again_are_known_and_only_new_ones_add_to_the_case()
    {
        await using Center center = await Center.StartAsync(azurite);
        await ReceiveAsync(center, [SampleObject.Bytes(), SamplePicture.Of('M')], "objects/1.dcm", "photographs/a/2");

        await ReceiveAsync(center, [SampleObject.Bytes(), SamplePicture.Of('M')], "objects/1.dcm", "photographs/a/7");
        (await VersionAsync(center)).ShouldBe(1);
        await ReceiveAsync(center, [SamplePicture.Of('M'), SamplePicture.Of('O')], "photographs/a/1", "photographs/a/2");
        (await VersionAsync(center)).ShouldBe(2);
        await ReceiveAsync(center, [SamplePicture.Of('M')], "photographs/b/1");
        (await VersionAsync(center)).ShouldBe(3, "taken with others");

        List<Instance> rows = await center.AskAsync(r => r.Instances.ToListAsync());
        (await center.NamedAsync()).ShouldBe(rows.Select(i => i.BlobName), ignoreOrder: true);
        rows.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_read_is_quarantined_alone_with_its_reason_and_its_upload_stays()
    {
        await using Center center = await Center.StartAsync(azurite);
        byte[][] files = [SampleObject.Bytes(), SamplePicture.Of('X'), SamplePicture.Of('M'), "no picture"u8.ToArray()];

        BlobCreated uploaded = await ReceiveAsync(center, files, "objects/1.dcm", "photographs/a/2", "photographs/a/3", "photographs/a/4");

        await ShouldBeAsync(center, PackageState.Registered, PhotographReasons.Corrupt, "file 2, file 4");
        (await center.AskAsync(r => r.Instances.CountAsync())).ShouldBe(2);
        (await center.NamedAsync()).Count.ShouldBe(2);
        UploadedPackage.LeftOut("file 2, file 4").ShouldBe([2, 4]);
        await center.RunAsync<ReceiveStudy, BlobCreated>(uploaded);
        (await center.AskAsync(r => r.Instances.CountAsync())).ShouldBe(2);
        Guid id = await center.AskAsync(r => r.Cases.Select(c => c.Id).SingleAsync());
        await center.InScopeAsync(async services =>
        {
            var statuses = new StudyStatuses(services.GetRequiredService<RegistryContext>());
            (await statuses.OfCasesAsync([id], TestContext.Current.CancellationToken))[0].Reasons.ShouldContain(PhotographReasons.Corrupt);
        });
    }

    [Fact]
    public async Task A_picture_larger_than_is_read_is_refused_unread()
    {
        var file = new PackageFile(new PackageFileEntry("photographs/a/1", "", PhotographStripping.LargestFile + 1L), 1, Stream.Null);

        PhotographRefusedException refused = await Should.ThrowAsync<PhotographRefusedException>(
            () => PhotographReading.ReadAsync(file, Stream.Null, "blob", Stream.Null, TestContext.Current.CancellationToken));

        refused.Reason.ShouldBe(PhotographReasons.TooLarge);
    }

    [Fact]
    public async Task A_preamble_that_feigns_a_picture_does_not_make_one()
    {
        await using Center center = await Center.StartAsync(azurite);
        byte[] both = SampleObject.Bytes();
        "II*\0"u8.CopyTo(both);

        await ReceiveAsync(center, [both], "photographs/a/1");

        (await center.AskAsync(r => r.Instances.SingleAsync())).Photograph.ShouldBeNull();
    }

    [Theory]
    [InlineData(SampleObject.PatientId, SampleObject.StudyUid)]
    [InlineData(null, null)]
    public async Task Pictures_of_a_study_that_is_not_registered_are_quarantined(string? patient, string? study)
    {
        await using Center center = await Center.StartAsync(azurite);

        await ReceiveAsync(center, [SamplePicture.Of('M')], manifest => manifest with { PatientId = patient, StudyInstanceUid = study }, "photographs/a/1");

        await ShouldBeAsync(center, PackageState.Quarantined, "photograph.without-study", detail: null);
        (await center.NamedAsync()).ShouldBeEmpty();
        (await center.AskAsync(r => r.Cases.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Pictures_of_a_registered_study_but_of_another_patient_are_quarantined()
    {
        await using Center center = await Center.StartAsync(azurite);
        await ReceiveAsync(center, [SampleObject.Bytes()], "objects/1.dcm");

        await ReceiveAsync(center, [SamplePicture.Of('M')], manifest => manifest with { PatientId = "MIHON-779999" }, "photographs/a/1");

        (await center.AskAsync(r => r.UploadedPackages.SingleAsync(p => p.State == PackageState.Quarantined))).Reason.ShouldBe(StudyReasons.PatientMismatch);
        (await center.AskAsync(r => r.Instances.CountAsync())).ShouldBe(1);
    }

    private static Task<BlobCreated> ReceiveAsync(Center center, byte[][] files, params string[] names) => ReceiveAsync(center, files, manifest => manifest, names);

    private static async Task<BlobCreated> ReceiveAsync(Center center, byte[][] files, Func<PackageManifest, PackageManifest> change, params string[] names)
    {
        BlobCreated uploaded = await center.UploadAsync(files, manifest => change(manifest with { Files = [.. manifest.Files.Select((file, i) => file with { Name = names[i] })] }));
        await center.RunAsync<ReceiveStudy, BlobCreated>(uploaded);
        return uploaded;
    }

    private static Task<int> VersionAsync(Center center) => center.AskAsync(r => r.Cases.Select(c => c.ContentVersion).SingleAsync());

    private static async Task ShouldBeAsync(Center center, PackageState state, string? reason, string? detail)
    {
        UploadedPackage package = await center.AskAsync(r => r.UploadedPackages.SingleAsync());
        (package.State, package.Reason, package.ReasonDetail).ShouldBe((state, reason, detail));
    }

    private static async Task<byte[]> StoredAsync(Center center, Instance picture)
    {
        await using OpenedBlob stored = await center.All[Containers.Named(center.Facility)].OpenReadAsync(picture.BlobName);
        using MemoryStream copy = new();
        await stored.Content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
