using Pipeline.Cloud;

namespace Pipeline.CenterCli.Tests;

public sealed class ConsentsCommandTests(Storage storage) : SendingTests(storage)
{
    private static readonly string[] NoProblems = [];

    [Fact]
    public async Task A_table_arrives_as_it_is_and_is_accepted()
    {
        await WriteAsync("患者ID,通知\nALPHA-770001,○\n");
        Portal.JudgeConsents = blob => new { blob, eTag = "1", received = Storage.Clock.GetUtcNow(), linesAccepted = 1, linesRefused = 0, problems = NoProblems, completed = Storage.Clock.GetUtcNow() };

        CommandRun run = await RunAsync("--lang", "ja");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("受け付けた行: 1、受け付けなかった行: 0");
        run.Output.ShouldNotContain("ALPHA-770001");
        ReceivedPackage table = (await Storage.ReceivedAsync(Facility, "consents/")).ShouldHaveSingleItem();
        table.Manifest.Kind.ShouldBe(PackageKind.Consents);
        table.Manifest.Snapshot.ShouldBeNull();
        table.Manifest.Grant.ShouldBe(Portal.Grants.Single().ToString());
        table.Files[PackageManifest.ConsentTableName].ShouldBe(await File.ReadAllBytesAsync(Folder["table.csv"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("en", "3\t通知日\tNot a date.")]
    [InlineData("ja", "3\t通知日\t日付ではありません。")]
    public async Task Refused_lines_are_shown_with_column_and_reason(string language, string expected)
    {
        await WriteAsync("患者ID,通知日\nA,2026-01-05\nB,yesterday\n");
        var problem = new { line = 3, column = "通知日", reason = new { code = "consent.date", ja = "日付ではありません。", en = "Not a date." } };
        Portal.JudgeConsents = blob => new { blob, eTag = "1", received = Storage.Clock.GetUtcNow(), linesAccepted = 1, linesRefused = 1, problems = new[] { problem }, completed = Storage.Clock.GetUtcNow() };

        CommandRun run = await RunAsync("--lang", language);

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Output.ShouldContain(expected);
    }

    [Fact]
    public async Task A_whole_table_is_declared_as_such_and_tells_who_is_unknown_now()
    {
        await WriteAsync("患者ID\nA\n");
        Portal.JudgeConsents = blob => new
        {
            blob, eTag = "1", received = Storage.Clock.GetUtcNow(), linesAccepted = 1, linesRefused = 0, problems = NoProblems, completed = Storage.Clock.GetUtcNow(),
            snapshot = true, patientsMissing = 7, patientsUnlisted = 5,
        };

        CommandRun run = await RunAsync("--lang", "ja", "--snapshot", "--missing", "7");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("表にない患者: 7、そのうち不明に戻った患者: 5");
        PackageManifest manifest = (await Storage.ReceivedAsync(Facility, "consents/")).ShouldHaveSingleItem().Manifest;
        (manifest.Snapshot, manifest.Missing).ShouldBe((true, 7));
    }

    [Fact]
    public async Task A_whole_table_in_doubt_is_not_done()
    {
        await WriteAsync("患者ID\nA\n");
        var doubt = new { line = 1, reason = new { code = "consents.snapshot-drops-many", ja = "多すぎます。", en = "So many." } };
        Portal.JudgeConsents = blob => new
        {
            blob, eTag = "1", received = Storage.Clock.GetUtcNow(), linesAccepted = 1, linesRefused = 0, problems = new[] { doubt }, completed = Storage.Clock.GetUtcNow(),
            snapshot = true, patientsMissing = 700, patientsUnlisted = 0,
        };

        CommandRun run = await RunAsync("--lang", "en", "--snapshot");

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Output.ShouldContain("Patients missing in the table: 700, of them now unknown: 0");
        run.Output.ShouldContain("So many.");
    }

    [Theory]
    [InlineData("--missing", "3")]
    [InlineData("--snapshot", "--missing", "-1")]
    public async Task Missing_patients_are_confirmed_only_of_a_whole_table(params string[] more)
    {
        await WriteAsync("患者ID\nA\n");
        (await RunAsync(more)).ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public async Task A_table_that_could_not_be_read_is_told()
    {
        await WriteAsync("nonsense");
        var refusal = new { code = "consent.header", ja = "見出しがありません。", en = "There is no header." };
        Portal.JudgeConsents = blob => new { blob, eTag = "1", received = Storage.Clock.GetUtcNow(), refusal, linesAccepted = 0, linesRefused = 0, problems = NoProblems, completed = Storage.Clock.GetUtcNow() };

        CommandRun run = await RunAsync("--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Output.ShouldContain("The table could not be read: There is no header.");
    }

    [Fact]
    public async Task A_table_still_being_read_is_waited_for()
    {
        await WriteAsync("患者ID\nA\n");
        int asked = 0;
        Portal.JudgeConsents = blob => new { blob, eTag = "1", received = Storage.Clock.GetUtcNow(), linesAccepted = Math.Min(++asked, 3), linesRefused = 0, problems = NoProblems, completed = asked > 2 ? Storage.Clock.GetUtcNow() : (DateTimeOffset?)null };

        CommandRun run = await RunAsync("--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("Lines accepted: 3, refused: 0");
    }

    [Fact]
    public async Task A_result_that_does_not_come_in_time_is_told()
    {
        await WriteAsync("患者ID\nA\n");
        Portal.JudgeConsents = _ => new { blob = "consents/another", eTag = "1", received = Storage.Clock.GetUtcNow(), linesAccepted = 1, linesRefused = 0, problems = NoProblems, completed = Storage.Clock.GetUtcNow() };

        CommandRun run = await RunAsync("--lang", "en", "--wait", "1");

        run.ExitCode.ShouldBe(ExitCodes.Refusals);
        run.Output.ShouldContain("has not read it yet");
    }

    [Fact]
    public async Task A_missing_table_is_a_usage_error()
    {
        CommandRun run = await RunAsync("--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("The consent table cannot be read.");
    }

    [Fact]
    public async Task Status_counts_packages_and_tells_why_one_is_quarantined()
    {
        var reason = new { code = "package.hash", ja = "ファイルのハッシュが合いません。送り直してください。", en = "A file's hash does not agree. Send it again." };
        Portal.Packages.Add(new { blob = "studies/aaa", eTag = "1", received = Storage.Clock.GetUtcNow(), state = "registered", files = 2 });
        Portal.Packages.Add(new { blob = "studies/bbb", eTag = "1", received = Storage.Clock.GetUtcNow(), state = "quarantined", files = 2, reason, detail = "entry 2" });

        CommandRun run = await CommandRun.OfAsync("status", "--identity", IdentityFile, "--lang", "ja");

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        run.Output.ShouldContain("検査のパッケージ: 2 (登録 1、受信中 0、保留 1)");
        run.Output.ShouldContain("studies/bbb\tentry 2\tファイルのハッシュが合いません。送り直してください。");
    }

    private Task WriteAsync(string table) => File.WriteAllTextAsync(Folder["table.csv"], table, TestContext.Current.CancellationToken);

    private Task<CommandRun> RunAsync(params string[] more) => CommandRun.OfAsync(["consents", Folder["table.csv"], "--identity", IdentityFile, .. more]);
}
