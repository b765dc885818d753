using Pipeline.Cloud;

namespace Pipeline.CenterCli.Tests;

public sealed class StudySenderTests(Storage storage) : SendingTests(storage)
{
    [Fact]
    public async Task Each_study_arrives_as_one_package_whose_files_are_the_folders()
    {
        byte[] second = await SampleStudy.WriteAsync(Folder["a/2.dcm"], "2.25.1", "P-1", "2.25.12");
        byte[] first = await SampleStudy.WriteAsync(Folder["a/1.dcm"], "2.25.1", "P-1", "2.25.11", pixels: 9_000_000);
        byte[] other = await SampleStudy.WriteAsync(Folder["b/3.dcm"], "2.25.2", "P-2", "2.25.21");

        SendSummary summary = await SendAsync();

        List<ReceivedPackage> received = await Storage.ReceivedAsync(Facility);
        received.Count.ShouldBe(2);
        ReceivedPackage one = received.Single(package => package.Manifest.StudyInstanceUid == "2.25.1");
        one.Manifest.Kind.ShouldBe(PackageKind.Study);
        one.Manifest.Sender.ShouldBe(Facility.Value);
        one.Manifest.PatientId.ShouldBe("P-1");
        one.Manifest.Grant.ShouldBe(Portal.Grants.Single().ToString());
        one.Files.Keys.ShouldBe(["objects/000001.dcm", "objects/000002.dcm"]);
        one.Files["objects/000001.dcm"].SequenceEqual(first).ShouldBeTrue();
        one.Files["objects/000002.dcm"].SequenceEqual(second).ShouldBeTrue();
        received.Single(package => package.Manifest.StudyInstanceUid == "2.25.2").Files.Values.Single().SequenceEqual(other).ShouldBeTrue();
        summary.Count(SendOutcome.Sent).ShouldBe(2);
        summary.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task An_unchanged_study_is_not_sent_again()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 3);
        await SendAsync();
        List<string> before = await Storage.BlobsAsync(Facility);

        SendSummary again = await SendAsync();

        again.Count(SendOutcome.Unchanged).ShouldBe(3);
        (await Storage.BlobsAsync(Facility)).ShouldBe(before);
    }

    [Fact]
    public async Task A_study_that_changed_sends_a_new_package_alone()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 3);
        await SendAsync();
        await SampleStudy.WriteAsync(Folder["YAMADA002/3.dcm"], "2.25.772", "ALPHA-770002", "2.25.882.3");

        SendSummary again = await SendAsync();

        again.Count(SendOutcome.Sent).ShouldBe(1);
        again.Count(SendOutcome.Unchanged).ShouldBe(2);
        (await Storage.ReceivedAsync(Facility)).Where(package => package.Manifest.StudyInstanceUid == "2.25.772").Select(package => package.Files.Count).ShouldBe([2, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_patients_in_one_study_go_as_they_are_for_the_center_to_quarantine()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        await SampleStudy.WriteAsync(Folder["2.dcm"], "2.25.1", "P-2", "2.25.12");

        await SendAsync();

        ReceivedPackage only = (await Storage.ReceivedAsync(Facility)).ShouldHaveSingleItem();
        only.Manifest.PatientId.ShouldBe("P-1");
        only.Files.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_grant_that_storage_refuses_is_renewed_and_the_study_sent()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        Portal.SasLifetimes.Enqueue(TimeSpan.FromHours(-1));

        SendSummary summary = await SendAsync();

        summary.Count(SendOutcome.Sent).ShouldBe(1);
        Portal.Grants.Count.ShouldBe(2);
        (await Storage.ReceivedAsync(Facility)).Single().Manifest.Grant.ShouldBe(Portal.Grants.Last().ToString());
    }

    [Fact]
    public async Task A_grant_about_to_end_is_renewed_before_the_next_study()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 2);
        Portal.GrantLifetimes.Enqueue(TimeSpan.Zero);

        await SendAsync(options => options with { Parallel = 1 });

        Portal.Grants.Count.ShouldBe(2);
        (await Storage.BlobsAsync(Facility)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_center_that_fails_for_a_moment_is_asked_again()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        Portal.Failures.Enqueue(503);
        Portal.Failures.Enqueue(429);

        (await SendAsync()).Count(SendOutcome.Sent).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_sent_before_the_center_stopped_answering_is_remembered()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 2);
        await SendAsync(options => options with { Folder = Folder["YAMADA001"], StateFile = Folder[".center-send.json"] });
        for (int i = 0; i < 5; i++)
        {
            Portal.Failures.Enqueue(500);
        }

        CenterException cut = await Should.ThrowAsync<CenterException>(() => SendAsync());
        cut.ExitCode.ShouldBe(ExitCodes.NoAccess);
        SendSummary resumed = await SendAsync();

        resumed.Count(SendOutcome.Sent).ShouldBe(1);
        resumed.Count(SendOutcome.Unchanged).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_run_on_the_same_folder_is_refused_while_the_first_lasts()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        await using (new FileStream(Folder[".center-send.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            (await Should.ThrowAsync<CenterException>(() => SendAsync())).ExitCode.ShouldBe(ExitCodes.Usage);
        }

        (await SendAsync()).Count(SendOutcome.Sent).ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_state_file_is_told_and_not_overwritten()
    {
        await SampleStudy.WriteAsync(Folder["1.dcm"], "2.25.1", "P-1", "2.25.11");
        await File.WriteAllTextAsync(Folder[".center-send.json"], "{ \"format\":", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<CenterException>(() => SendAsync())).ExitCode.ShouldBe(ExitCodes.Usage);

        (await File.ReadAllTextAsync(Folder[".center-send.json"], TestContext.Current.CancellationToken)).ShouldBe("{ \"format\":");
    }
}
