using Pipeline.CenterCli.Tests;
using Pipeline.Cloud;
using Pipeline.Imaging;
using Pipeline.Imaging.Photographs;
using Pipeline.Outlets.Tests;
using Pipeline.Registry;

namespace Pipeline.Research.Tests;

/// <summary>Picture files of a study on their way to researchers.</summary>
public sealed class AnonymizePhotographsTests(Storage storage)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_stripped_pictures_of_mucosa_are_in_the_copy_and_a_room_is_nowhere()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await CaseAsync(center, "RNOR");

        await center.AnonymizeAsync(source.Id);

        ResearchCopy copy = await center.CopyAsync();
        (PackageManifest manifest, IReadOnlyList<byte[]> files) = await center.OpenAsync(center.Target, copy.BlobName);
        manifest.Files.Select(f => f.Name).ShouldBe(["objects/000001.dcm", "photographs/1/000002.jpg", "photographs/1/000003.jpg"]);
        files.Skip(1).ShouldBe([SamplePicture.Of('M'), SamplePicture.Of('O')], "the coded image as it was, and nothing beside it");
        (copy.State, copy.Instances, copy.InstancesLeftOut, copy.Reason).ShouldBe((ResearchCopyState.Published, 3, 2, PhotographReasons.BeforeOrAfterProcedure));
        manifest.StudyInstanceUid.ShouldNotBe(source.StudyInstanceUid);
        copy.Previews.ShouldBe(1 + Cine.Frames + 2);
        (await center.RowsAsync<ReviewItem>()).ShouldBeEmpty();
        byte[] room = SamplePicture.Of('R');
        List<byte[]> stored = [.. await center.StoredAsync(), .. files];
        foreach (byte[] secret in new[] { "Yamada"u8.ToArray(), SamplePicture.Place.ToArray(), room[^200..] })
        {
            stored.Exists(bytes => bytes.AsSpan().IndexOf(secret) >= 0).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_picture_in_doubt_waits_for_a_reviewer_and_the_others_of_its_series_for_it()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await CaseAsync(center, "NFO");
        await center.AddPhotographsAsync(source.Id, "other", SamplePicture.Of('M'));

        await center.AnonymizeAsync(source.Id);

        ReviewItem item = await center.ItemAsync();
        (item.State, item.Reason, item.Signature.IsPhotograph, item.Signature.Rows, item.Signature.Columns)
            .ShouldBe((ReviewItemState.Open, PhotographReasons.NotPlainlyMucosa, true, 240, 320));
        ResearchCopy copy = await center.CopyAsync();
        (copy.Instances, copy.InstancesLeftOut).ShouldBe((2, 3));
        (await NamesAsync(center, copy)).ShouldBe(["objects/000001.dcm", "photographs/2/000001.jpg"], "the other series is sure");
        (await center.DecideAsync(item, ReviewVerdict.Clean, forDevice: true)).ShouldBe(ReviewOutcome.Unfit, "no rule is made of one picture");

        (await center.DecideAsync(item, ReviewVerdict.Reject)).ShouldBe(ReviewOutcome.Recorded);
        await center.HandlePendingAsync();

        copy = (await center.CopiesAsync()).Single(c => c.State == ResearchCopyState.Published);
        (copy.Instances, copy.InstancesLeftOut, copy.Reason).ShouldBe((4, 1, ReviewReasons.Rejected));
        (await center.BlobsAsync(Containers.Review)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reviewer_masks_one_picture_and_only_that_is_masked()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await CaseAsync(center, "NTO");
        await center.AnonymizeAsync(source.Id);
        ReviewItem item = await center.ItemAsync();
        item.Reason.ShouldBe(PhotographReasons.MoreThanFieldOfView);
        item.Proposed.ShouldNotBeEmpty();

        (await center.DecideAsync(item, ReviewVerdict.Mask, hidden: new MaskRectangle(0, 0, 48, 48))).ShouldBe(ReviewOutcome.Recorded);
        await center.HandlePendingAsync();

        ResearchCopy copy = (await center.CopiesAsync()).Single(c => c.State == ResearchCopyState.Published);
        IReadOnlyList<byte[]> files = (await center.OpenAsync(center.Target, copy.BlobName)).Files;
        files.Count.ShouldBe(4);
        files[1].ShouldBe(SamplePicture.Of('M'));
        files[3].ShouldBe(SamplePicture.Of('O'));
        DisplayImage masked = JudgedPhotograph.Of(files[2]).Picture.ShouldNotBeNull(), before = JudgedPhotograph.Of(SamplePicture.Of('T')).Picture!;
        before[5, 15].ToArray().ShouldNotBe([0, 0, 0]);
        for (int y = 0; y < 48; y++) masked.Samples.AsSpan(y * masked.Width * 3, 48 * 3).ContainsAnyExcept((byte)0).ShouldBeFalse();
        masked.Samples.AsSpan(48 * masked.Width * 3).SequenceEqual(before.Samples.AsSpan(48 * masked.Width * 3)).ShouldBeTrue();
    }

    [Fact]
    public async Task Pictures_that_are_no_endoscopy_are_held_and_what_no_reviewer_can_be_shown_says_so()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await CaseAsync(center, "R");
        await center.AddPhotographsAsync(source.Id, "paper", SamplePicture.Of('P'));

        await center.AnonymizeAsync(source.Id);

        ResearchCopy copy = await center.CopyAsync();
        (await NamesAsync(center, copy)).ShouldBe(["objects/000001.dcm"]);
        (await center.ItemAsync()).Reason.ShouldBe(PhotographReasons.NotPlainlyMucosa);
        (await center.RowsAsync<AuditEntry>()).Single(e => e.Action == "research.published").Details!.ShouldContain(PhotographReasons.NotDecoded);
    }

    [Fact]
    public async Task A_withdrawal_takes_pictures_previews_and_waiting_frames_away()
    {
        await using ResearchCenter center = await ResearchCenter.StartAsync(storage);
        Case source = await CaseAsync(center, "MF");
        await center.AnonymizeAsync(source.Id);
        (await center.BlobsAsync(Containers.Review)).ShouldNotBeEmpty();

        await center.WithdrawConsentAsync();
        await center.RecallAsync(await center.AskRecallAsync(source.Id));

        await center.ShouldHoldNothingAsync();
    }

    /// <summary>A cine and pictures of one series.</summary>
    private static async Task<Case> CaseAsync(ResearchCenter center, string pictures)
    {
        Case added = await center.AddCaseAsync(await center.CineAsync());
        await center.AddPhotographsAsync(added.Id, "series", [.. pictures.Select(SamplePicture.Of)]);
        return added;
    }

    private static async Task<IEnumerable<string>> NamesAsync(ResearchCenter center, ResearchCopy copy)
        => (await center.OpenAsync(center.Target, copy.BlobName)).Manifest.Files.Select(file => file.Name);
}
