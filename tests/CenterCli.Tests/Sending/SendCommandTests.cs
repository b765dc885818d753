namespace Pipeline.CenterCli.Tests;

public sealed class SendCommandTests(Storage storage) : SendingTests(storage)
{
    [Fact]
    public async Task No_patient_is_named_in_output_state_or_blob_names()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 3);
        await File.WriteAllTextAsync(Folder["YAMADA001/ALPHA-770001.txt"], "a note", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("send", Folder.Path, "--identity", IdentityFile, "--facility", Facility.Value, "--lang", "ja");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("送った検査: 3 (ファイル 6、");
        run.Output.ShouldContain("送らなかったファイル: 1 — DICOM ではない");
        string state = await File.ReadAllTextAsync(Folder[".center-send.json"], TestContext.Current.CancellationToken);
        string blobs = string.Join('\n', await Storage.BlobsAsync(Facility));
        foreach (string identifier in new[] { "YAMADA", "TAROU", "ALPHA-77", "770001", "19610203", "2.25.77", "2.25.88" })
        {
            (run.Output + run.Error).ShouldNotContain(identifier);
            state.ShouldNotContain(identifier);
            blobs.ShouldNotContain(identifier);
        }
    }

    [Fact]
    public async Task State_and_listing_are_readable_by_their_owner_alone()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 1);
        await SendAsync();

        foreach (string name in new[] { ".center-send.json", ".center-send.files.tsv" })
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no owner-only mode");
#pragma warning disable CA1416 // skipped there
            File.GetUnixFileMode(Folder[name]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
        }
    }

    [Fact]
    public async Task The_listing_says_which_file_is_which_entry_of_which_package()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 1);
        SendSummary summary = await SendAsync();

        string[] lines = await File.ReadAllLinesAsync(summary.Listing, TestContext.Current.CancellationToken);

        string blob = summary.Studies.Single().Blob!;
        lines.ShouldBe(["package\tentry\tfile\treason", $"{blob}\t1\tYAMADA001/1.dcm\t", $"{blob}\t2\tYAMADA001/2.dcm\t"]);
    }

    [Fact]
    public async Task A_wrong_secret_ends_with_exit_code_3_and_the_way_out()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 1);
        string identity = Portal.WriteIdentity(Identities, "facility", Facility.Value, secret: "wrong");

        CommandRun run = await CommandRun.OfAsync("send", Folder.Path, "--identity", identity, "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.NoAccess);
        run.Error.ShouldContain("Cannot sign in.");
        run.Error.ShouldNotContain("   at ");
        (await Storage.BlobsAsync(Facility)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_facilitys_identity_is_refused_before_anything_is_read()
    {
        CommandRun run = await CommandRun.OfAsync("send", Folder.Path, "--identity", IdentityFile, "--facility", "somebody-else", "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain($"This identity is {Facility.Value}'s, not somebody-else's.");
    }

    [Fact]
    public async Task On_a_terminal_a_bar_shows_studies_files_and_rate()
    {
        await SampleStudy.WriteManyAsync(Folder, studies: 2);

        CommandRun run = await CommandRun.OnTerminalAsync("send", Folder.Path, "--identity", IdentityFile, "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("Sending: 2/2 studies, 4/4 files");
        run.Output.ShouldContain("100%");
        run.Output.ShouldContain("/s");
        run.Output.ShouldContain("Studies sent: 2 (4 files,");
    }

    [Fact]
    public async Task A_missing_folder_is_a_usage_error()
    {
        CommandRun run = await CommandRun.OfAsync("send", Folder["missing"], "--identity", IdentityFile, "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("The folder to send does not exist.");
    }
}
