namespace Pipeline.CenterCli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("send", "en", "Usage:", "center send /data/echo --facility alpha")]
    [InlineData("send", "ja", "使い方:", "center send /data/echo --facility alpha")]
    [InlineData("consents", "en", "Consent table (CSV)", "center consents consents.csv --facility alpha")]
    [InlineData("status", "ja", "送ったものがセンターでどうなったか", "center status --facility alpha")]
    [InlineData("deidentify", "en", "De-identifies DICOM files", "center deidentify /data/ct --out /data/clean")]
    [InlineData("pull", "en", "Deletes what the center asks to be deleted", "center pull --processor processor-1 --acknowledge-deletions")]
    public async Task Help_explains_a_command_with_examples_and_exit_codes(string command, string language, string text, string example)
    {
        CommandRun run = await CommandRun.OfAsync(command, "--help", "--lang", language);

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain(text);
        run.Output.ShouldContain($"  {example}");
        run.Output.Contains("--identity FILE", StringComparison.Ordinal).ShouldBe(command != "deidentify");
        run.Output.ShouldContain("  130 ");
    }

    [Theory]
    [InlineData("list", "en", "center review list [OPTIONS]", "--json")]
    [InlineData("show", "ja", "center review show ID", "--out FILE.png")]
    [InlineData("decide", "en", "center review decide ID --regions --rule", "--mask X,Y,W,H")]
    [InlineData("decide", "ja", "この検査だけでなく、装置の規則にする", "--reject")]
    [InlineData("rules", "en", "Lists the device rules.", "--json")]
    [InlineData("retire", "ja", "center review retire RULE", "--reason TEXT")]
    public async Task Help_explains_what_reviewers_can_do(string command, string language, string text, string option)
    {
        CommandRun run = await CommandRun.OfAsync("review", command, "--help", "--lang", language);

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain(text);
        run.Output.ShouldContain(option);
    }

    [Fact]
    public async Task Help_of_the_whole_lists_the_commands()
    {
        CommandRun run = await CommandRun.OfAsync("--help", "--lang", "en");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        foreach (string command in new[] { "send", "consents", "status", "pull", "deidentify", "review" })
        {
            run.Output.ShouldContain($"\n  {command} ");
        }
    }

    [Theory]
    [InlineData("send")]
    [InlineData("send", "/data", "--parallel", "0")]
    [InlineData("send", "/data", "--facility", "Not An ID")]
    [InlineData("pull", "--processor", "p1", "--project", "q1")]
    [InlineData("pull", "--portal", "nonsense")]
    [InlineData("nonsense")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--clean")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x", "--clean", "--reject")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x", "--clean", "--mask", "0,0,1,1")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x", "--reject", "--rule")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x", "--clean", "--any", "regions")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x", "--mask", "0,0,0,1")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x", "--mask", "0,0,1")]
    [InlineData("review", "decide", "11111111-1111-1111-1111-111111111111", "--reason", "x", "--mask", "-1,0,1,1")]
    [InlineData("review", "show", "no-guid")]
    [InlineData("review", "retire", "aloka-noblus")]
    [InlineData("status", "--since", "nonsense")]
    public async Task A_wrong_command_line_ends_with_exit_code_2(params string[] args)
    {
        CommandRun run = await CommandRun.OfAsync(args);

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.Error.ShouldContain("--help");
    }

    [Fact]
    public async Task The_version_is_told()
    {
        CommandRun run = await CommandRun.OfAsync("--version");

        run.ExitCode.ShouldBe(ExitCodes.Done);
        run.Output.ShouldContain("1.0.0");
    }

    [Theory]
    [InlineData("ja_JP.UTF-8", Language.Ja)]
    [InlineData("en_US.UTF-8", Language.En)]
    [InlineData("C", Language.En)]
    [InlineData(null, Language.En)]
    public void The_language_follows_the_locale(string? locale, Language expected)
        => LanguageOption.Of([], name => name == "LANG" ? locale : null).ShouldBe(expected);

    [Fact]
    public void The_command_line_wins_over_the_locale()
        => LanguageOption.Of(["send", "--lang", "ja"], _ => "en_US").ShouldBe(Language.Ja);
}
