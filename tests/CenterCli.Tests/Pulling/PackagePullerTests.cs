using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Cloud;

namespace Pipeline.CenterCli.Tests;

public sealed class PackagePullerTests(Storage storage) : PullingTests(storage)
{
    private const int LargeFile = 11_000_000;

    [Fact]
    public async Task A_package_is_decrypted_into_its_folder_and_confirmed_once()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000), ("objects/000002.dcm", LargeFile));

        PullSummary first = await PullAsync();
        PullSummary second = await PullAsync();

        first.Pulled.ShouldBe(1);
        second.ShouldBe(first with { Pulled = 0, Before = 1, Refused = second.Refused });
        Folder.Files.ShouldBe([".center-pull.json", $"{provision}/manifest.json", $"{provision}/objects/000001.dcm", $"{provision}/objects/000002.dcm"]);
        (await File.ReadAllBytesAsync(Folder[$"{provision}/objects/000002.dcm"])).SequenceEqual(Bytes("objects/000002.dcm", LargeFile)).ShouldBeTrue();
        Portal.Receipts.ShouldHaveSingleItem().ToJsonString().ShouldContain("\"ok\":true");
    }

    [Fact]
    public async Task What_is_pulled_is_readable_by_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no owner-only mode");
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000));
        await PullAsync();

#pragma warning disable CA1416 // skipped there
        File.GetUnixFileMode(Folder[$"{provision}"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Folder[$"{provision}/objects/000001.dcm"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
    }

    [Fact]
    public async Task A_tampered_package_leaves_nothing_and_is_complained_about()
    {
        await PublishAsync(("objects/000001.dcm", LargeFile));
        await TamperAsync(offset: 6_000_000);

        PullSummary summary = await PullAsync();

        summary.Refused.ShouldHaveSingleItem().Reason.ShouldBe(PackageReasons.Tampered);
        Folder.Files.ShouldBeEmpty();
        Portal.Receipts.ShouldHaveSingleItem().ToJsonString().ShouldContain("\"ok\":false");
    }

    [Fact]
    public async Task A_package_for_another_key_leaves_nothing_and_the_others_are_pulled()
    {
        Guid foreign = await PublishAsync(Storage.CenterKey.Current, ("objects/000001.dcm", 5000));
        Guid ours = await PublishAsync(("objects/000001.dcm", 5000));

        PullSummary summary = await PullAsync();

        summary.Refused.ShouldBe([new RefusedPackage(foreign, PackageReasons.NotDecryptable)]);
        summary.Pulled.ShouldBe(1);
        Folder.Files.ShouldBe([".center-pull.json", $"{ours}/manifest.json", $"{ours}/objects/000001.dcm"]);
    }

    [Fact]
    public async Task A_package_that_is_another_than_listed_leaves_nothing()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000));
        Portal.Provided[0]["provision"] = Guid.Parse("11111111-2222-3333-4444-555555555555");

        PullSummary summary = await PullAsync();

        summary.Refused.ShouldHaveSingleItem().Reason.ShouldBe(PullReasons.OtherPackage);
        Directory.Exists(Folder[$"{provision}"]).ShouldBeFalse();
        Folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cut_run_goes_on_where_it_was()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", LargeFile));
        await CutAsync(after: 9_000_000);
        Folder.Files.ShouldHaveSingleItem().ShouldStartWith(".partial/");

        PullSummary summary = await PullAsync();

        summary.Pulled.ShouldBe(1);
        (await File.ReadAllBytesAsync(Folder[$"{provision}/objects/000001.dcm"])).SequenceEqual(Bytes("objects/000001.dcm", LargeFile)).ShouldBeTrue();
        Directory.Exists(Folder[".partial"]).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_cut_run_left_is_held_against_the_manifest_too()
    {
        await PublishAsync(("objects/000001.dcm", LargeFile));
        await CutAsync(after: 9_000_000);
        await using (FileStream partial = File.OpenWrite(Folder[Folder.Files.Single()]))
        {
            partial.Position = 1_000_000;
            partial.Write([1, 2, 3, 4]);
        }

        PullSummary refused = await PullAsync();
        PullSummary anew = await PullAsync();

        refused.Refused.ShouldHaveSingleItem().Reason.ShouldBe(PackageReasons.Hash);
        anew.Pulled.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_cut_between_moving_and_remembering_confirms_what_it_finds()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000));
        await PullAsync();
        File.Delete(Folder[".center-pull.json"]);
        await Container.Client.GetBlobClient(Blob).UploadAsync(new BinaryData("not the package any more"), overwrite: true);

        PullSummary summary = await PullAsync();

        summary.Pulled.ShouldBe(1);
        Portal.Receipts.Count.ShouldBe(2);
        File.Exists(Folder[$"{provision}/objects/000001.dcm"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_receipt_that_a_cut_run_owes_is_posted_by_the_next()
    {
        await PublishAsync(("objects/000001.dcm", 5000));
        await PullAsync();
        string state = await File.ReadAllTextAsync(Folder[".center-pull.json"]);
        await File.WriteAllTextAsync(Folder[".center-pull.json"], state.Replace("confirmed", "pulled", StringComparison.Ordinal));

        await PullAsync();
        await PullAsync();

        Portal.Receipts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Something_else_in_a_packages_place_is_not_confirmed_and_not_touched()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000));
        Directory.CreateDirectory(Folder[$"{provision}"]);
        await File.WriteAllTextAsync(Folder[$"{provision}/mine.txt"], "mine");

        PullSummary summary = await PullAsync();

        summary.Refused.ShouldHaveSingleItem().Reason.ShouldBe(PullReasons.FolderTaken);
        Folder.Files.ShouldBe([$"{provision}/mine.txt"]);
        Portal.Receipts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_the_center_lists_as_published_is_pulled()
    {
        await PublishAsync(("objects/000001.dcm", 5000));
        Portal.Provided.Clear();

        PullSummary summary = await PullAsync();

        summary.Unlisted.ShouldBe(1);
        Folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_package_withdrawn_before_it_was_pulled_is_gone_without_complaint()
    {
        await PublishAsync(("objects/000001.dcm", 5000));
        await Container.DeleteIfExistsAsync(Blob);

        PullSummary summary = await PullAsync();

        summary.Gone.ShouldBe(1);
        summary.Refused.ShouldBeEmpty();
        Portal.Receipts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_request_deletes_the_package_and_is_acknowledged()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000));
        Guid kept = await PublishAsync(("objects/000001.dcm", 5000));
        await PullAsync();
        Portal.Provided[0]["state"] = "recalled";
        Portal.Provided[0]["deletionRequested"] = "2026-11-22T10:00:00+00:00";

        CommandRun run = await RunAsync("--acknowledge-deletions");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        Directory.Exists(Folder[$"{provision}"]).ShouldBeFalse();
        Directory.Exists(Folder[$"{kept}"]).ShouldBeTrue();
        Portal.Deletions.ShouldBe([provision]);
        run.Output.ShouldContain("Packages deleted and acknowledged: 1");
    }

    [Fact]
    public async Task A_deletion_request_for_what_is_not_here_stays_open()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000));
        Portal.Provided[0]["state"] = "recalled";
        Portal.Provided[0]["deletionRequested"] = "2026-11-22T10:00:00+00:00";

        CommandRun run = await RunAsync("--acknowledge-deletions");

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Output.ShouldContain($"Not in this folder, therefore not acknowledged: {provision}");
        Portal.Deletions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_named_package_is_refused_where_an_anonymised_copy_is_expected()
    {
        await PublishAsync(("objects/000001.dcm", 5000));

        PullSummary summary = await PullAsync(recipient: Recipient.Of(new Registry.ProjectId("a-project")));

        summary.Refused.ShouldHaveSingleItem().Reason.ShouldBe(PullReasons.OtherPackage);
        Folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_command_pulls_and_names_no_patient()
    {
        Guid provision = await PublishAsync(("objects/000001.dcm", 5000));

        CommandRun run = await RunAsync();

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("Packages pulled: 1 (0 before)");
        (run.Output + run.Error + await File.ReadAllTextAsync(Folder[".center-pull.json"])).ShouldNotContain("ALPHA-770001");
        (await File.ReadAllTextAsync(Folder[$"{provision}/manifest.json"])).ShouldContain("ALPHA-770001");
    }

    private async Task CutAsync(long after)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var progress = new CuttingProgress(cut, after);
        await Should.ThrowAsync<OperationCanceledException>(() => PullAsync(progress, cut.Token));
    }

    private async Task TamperAsync(int offset)
    {
        BlobClient blob = Container.Client.GetBlobClient(Blob);
        BlobDownloadResult stored = await blob.DownloadContentAsync();
        byte[] content = stored.Content.ToArray();
        content[offset] ^= 1;
        await blob.UploadAsync(new BinaryData(content), new BlobUploadOptions { Metadata = stored.Details.Metadata });
    }

    private sealed class CuttingProgress(CancellationTokenSource cut, long after) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            if (value.BytesDone >= after)
            {
                cut.Cancel();
            }
        }
    }
}
