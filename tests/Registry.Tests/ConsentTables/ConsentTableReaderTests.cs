using System.Text;

namespace Pipeline.Registry.Tests;

public sealed class ConsentTableReaderTests
{
    private static readonly DateTimeOffset Received = Facts.Japan("2026-06-01T00:30:00");

    private const string Japanese =
        """
        患者ID,生年月日,性別,次世代法通知,通知種別,保護者通知,オプトアウト,研究同意,同意プロジェクト,死亡日
        ALPHA-770001,1960-02-03,男,2026/4/1,両方,,○,○,,
        ALPHA-770002,昭和35年2月3日,女,令和8年4月1日,匿名,,×,,,
        ALPHA-770003,S35.2.3,その他,○,仮名,◯,,R8.4.1,liver;heart,2026年5月1日
        """;

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8 with byte order mark")]
    [InlineData("shift_jis")]
    public async Task A_table_is_read_in_every_encoding_facilities_use(string encoding)
    {
        byte[] bytes = encoding switch
        {
            "shift_jis" => CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(Japanese),
            "utf-8" => Encoding.UTF8.GetBytes(Japanese),
            _ => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Japanese)],
        };
        ConsentTable table = await ReadAsync(bytes);
        table.Refusal.ShouldBeNull();
        ConsentLine[] lines = [.. table.Rows().Select(row => row.Accepted.ShouldNotBeNull())];
        lines.Select(line => line.FacilityPatientId).ShouldBe(["ALPHA-770001", "ALPHA-770002", "ALPHA-770003"]);
        lines.Select(line => line.Line).ShouldBe([2, 3, 4]);
        lines.ShouldAllBe(line => line.BirthDate == new DateOnly(1960, 2, 3));
        lines.Select(line => line.Sex).ShouldBe([Sex.Male, Sex.Female, Sex.Other]);
        lines.Select(line => line.NoticeKind).ShouldBe([NoticeKind.Both, NoticeKind.Anonymised, NoticeKind.Pseudonymised]);
        lines.Select(line => line.Notice).ShouldBe([Yes("2026-04-01"), Yes("2026-04-01"), Yes()]);
        lines.Select(line => line.GuardianNotice).ShouldBe([default, default, Yes()]);
        lines.Select(line => line.OptOut).ShouldBe([Yes(), new ConsentCell(ConsentMark.No), default]);
        lines.Select(line => line.ResearchConsent).ShouldBe([Yes(), default, Yes("2026-04-01")]);
        lines[2].Projects.ShouldBe([new ProjectId("liver"), new ProjectId("heart")]);
        lines[2].DiedOn.ShouldBe(new DateOnly(2026, 5, 1));
    }

    [Fact]
    public async Task English_headers_are_known_and_the_kind_of_notice_is_both_where_no_column_states_it()
    {
        ConsentTable table = await ReadAsync("patient_id,birth_date,sex,notice,guardian_notice,opt_out,research_consent,projects,died\nP1,19600203,F,○,,,,,\n");
        ConsentLine line = table.Rows().ShouldHaveSingleItem().Accepted.ShouldNotBeNull();
        (line.BirthDate, line.Sex, line.NoticeKind).ShouldBe((new DateOnly(1960, 2, 3), Sex.Female, NoticeKind.Both));
    }

    [Theory]
    // what is wrong with the line, the line, column, reason
    [InlineData("no patient ID", ",○,", "patient_id", ConsentReasons.NoPatientId)]
    [InlineData("a word for a mark", "P1,yes,", "notice", ConsentReasons.NotAMark)]
    [InlineData("a day that does not exist", "P1,2026/2/29,", "notice", ConsentReasons.NotAMark)]
    [InlineData("a day outside its era", "P1,平成32年1月5日,", "notice", ConsentReasons.NotAMark)]
    [InlineData("a notice of tomorrow", "P1,2026-06-02,", "notice", ConsentReasons.FutureDate)]
    [InlineData("an open quotation mark", "P1,\"○,", null, ConsentReasons.Malformed)]
    [InlineData("a cell too many", "P1,○,,", null, ConsentReasons.CellCount)]
    [InlineData("a cell missing", "P1,○", null, ConsentReasons.CellCount)]
    public async Task A_bad_line_is_refused_by_line_column_and_reason_and_spoils_no_other(string fault, string line, string? column, string reason)
    {
        ConsentTable table = await ReadAsync($"患者ID,通知,オプトアウト\nBEFORE,○,○\n{line}\n\nAFTER,,×\n");
        ConsentRow[] rows = [.. table.Rows()];
        rows.Select(row => row.Accepted?.FacilityPatientId).ShouldBe(["BEFORE", null, "AFTER"], fault);
        rows[1].Problems.ShouldBe([new ConsentProblem(3, column, reason)]);
        rows[2].Line.ShouldBe(5);
    }

    [Theory]
    [InlineData("birth date", "P1,1960-13-01,○,,,,", "opt_out")]
    [InlineData("a day to come beside it", "P1,1960-01-01,2030-01-01,,?,,", "opt_out")]
    [InlineData("the opt-out itself", "P1,1960-01-01,はい,○,,,", "opt_out")]
    [InlineData("a notice that was none", "P1,1960-13-01,,×,,,", "notice")]
    [InlineData("a withdrawal", "P1,1960-13-01,,○,×,,", "research_consent")]
    [InlineData("a withdrawal from what is no project", "P1,1960-01-01,,○,×,Liver!,", "research_consent")]
    [InlineData("a death", "P1,1960-13-01,,○,○,,2026-01-01", "died")]
    [InlineData("another line of the same patient", "P1,,○,,,,\nP1,,×,,,,", "opt_out")]
    [InlineData("a cell too long", "P1,[long],○,,,,", "opt_out")]
    [InlineData("nothing that forbids", "P1,1960-13-01,×,○,○,,", "")]
    [InlineData("no patient", ",1960-01-01,○,,,,", "")]
    [InlineData("cells that do not line up", "P1,1960-01-01,,○,,,,", "")]
    public async Task What_forbids_in_a_refused_line_is_kept_where_its_patient_can_be_read(string fault, string lines, string forbids)
    {
        string text = lines.Replace("\\n", "\n", StringComparison.Ordinal).Replace("[long]", new string('1', 1001), StringComparison.Ordinal);
        ConsentTable table = await ReadAsync($"patient_id,birth_date,opt_out,notice,research_consent,projects,died\n{text}\n");
        ConsentRow row = table.Rows().First();
        row.Accepted.ShouldBeNull(fault);
        row.Problems.ShouldNotBeEmpty();
        ConsentLine? kept = row.Forbids;
        string[] columns =
        [
            .. kept?.OptOut.Mark == ConsentMark.Yes ? ["opt_out"] : Array.Empty<string>(), .. kept?.Notice.Mark == ConsentMark.No ? ["notice"] : Array.Empty<string>(),
            .. kept?.ResearchConsent.Mark == ConsentMark.No ? ["research_consent"] : Array.Empty<string>(), .. kept?.DiedOn is not null ? ["died"] : Array.Empty<string>(),
        ];
        string.Join(' ', columns).ShouldBe(forbids, fault);
        kept?.FacilityPatientId.ShouldBe("P1");
        (kept?.BirthDate, kept?.Projects.Count ?? 0).ShouldBe((null, 0));
        (kept?.Notice.Mark == ConsentMark.Yes || kept?.ResearchConsent.Mark == ConsentMark.Yes).ShouldBeFalse();
    }

    [Fact]
    public async Task Every_problem_of_a_line_is_told()
    {
        ConsentTable table = await ReadAsync("patient_id,birth_date,sex,notice,notice_kind,projects,died\nP1,1960-13-01,?,○,,Liver!,tomorrow\n");
        table.Rows().ShouldHaveSingleItem().Problems.Select(problem => (problem.Column, problem.Reason)).ShouldBe(
        [
            ("birth_date", ConsentReasons.NotADate), ("sex", ConsentReasons.NotASex), ("notice_kind", ConsentReasons.NotANoticeKind),
            ("projects", ConsentReasons.NotAProject), ("died", ConsentReasons.NotADate),
        ]);
    }

    [Fact]
    public async Task A_cell_of_1000_characters_is_taken_and_one_more_is_not()
    {
        ConsentTable table = await ReadAsync($"patient_id,note\nP1,{new string('a', 1000)}\nP2,{new string('a', 1001)}\n");
        table.Rows().Select(row => row.Accepted is not null).ShouldBe([true, false]);
        table.Rows().Last().Problems[0].Reason.ShouldBe(ConsentReasons.CellTooLong);
    }

    [Fact]
    public async Task Lines_that_contradict_each_other_are_all_refused_and_identical_ones_are_not()
    {
        ConsentTable table = await ReadAsync("patient_id,notice\nP1,○\nP2,○\nP1,×\nP2, ○\nP3,○\n");
        table.Rows().Select(row => row.Accepted?.FacilityPatientId).ShouldBe([null, "P2", null, "P2", "P3"]);
        table.Rows().First().Problems.ShouldBe([new ConsentProblem(2, "patient_id", ConsentReasons.Contradiction)]);
    }

    [Theory]
    [InlineData("empty", "", ConsentReasons.Empty)]
    [InlineData("no patient column", "notice,opt_out\n○,○\n", ConsentReasons.NoPatientColumn)]
    [InlineData("a misspelt opt-out column", "patient_id,optoutt\nP1,○\n", ConsentReasons.UnknownColumn)]
    [InlineData("one meaning twice", "patient_id,通知,notice\nP1,○,\n", ConsentReasons.DuplicateColumn)]
    public async Task A_table_that_cannot_be_understood_is_refused_whole(string fault, string text, string reason)
    {
        ConsentTable table = await ReadAsync(text);
        table.Refusal.ShouldBe(reason, fault);
        table.Rows().ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_that_are_neither_UTF8_nor_Shift_JIS_are_refused()
        => (await ReadAsync([.. "patient_id\n"u8, 0x81, 0x20, 0xFF])).Refusal.ShouldBe(ConsentReasons.Encoding);

    [Fact]
    public async Task More_than_64_MiB_are_refused()
        => (await ReadAsync(new byte[ConsentTableReader.MaximumBytes + 1])).Refusal.ShouldBe(ConsentReasons.TooLarge);

    [Fact]
    public async Task Full_width_headers_and_marks_are_read_and_patient_IDs_are_left_as_they_are()
    {
        ConsentTable table = await ReadAsync("患者ＩＤ,ｎｏｔｉｃｅ\n　Ｐ１　,２０２６／４／１\n");
        ConsentLine line = table.Rows().ShouldHaveSingleItem().Accepted.ShouldNotBeNull();
        (line.FacilityPatientId, line.Notice).ShouldBe(("Ｐ１", Yes("2026-04-01")));
    }

    [Theory]
    [InlineData("2026-01-05", "2026-01-05")]
    [InlineData("2026/1/5", "2026-01-05")]
    [InlineData("2026.1.5", "2026-01-05")]
    [InlineData("20260105", "2026-01-05")]
    [InlineData("2026年1月5日", "2026-01-05")]
    [InlineData("令和8年1月5日", "2026-01-05")]
    [InlineData("R8.1.5", "2026-01-05")]
    [InlineData("r08/01/05", "2026-01-05")]
    [InlineData("令和元年5月1日", "2019-05-01")]
    [InlineData("平成31年4月30日", "2019-04-30")]
    [InlineData("平成31年5月1日", null)]
    [InlineData("H1.1.8", "1989-01-08")]
    [InlineData("昭和64年1月7日", "1989-01-07")]
    [InlineData("S64.1.8", null)]
    [InlineData("T15.12.24", "1926-12-24")]
    [InlineData("M45.7.29", "1912-07-29")]
    [InlineData("R0.1.1", null)]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2026-02-29", null)]
    [InlineData("2026-1/5", null)]
    [InlineData("2026-01-05T00:00", null)]
    [InlineData("0001-01-01", null)]
    [InlineData("9999-12-31", null)]
    [InlineData("X8.1.5", null)]
    [InlineData("5", null)]
    public void Dates_are_read_as_Japanese_facilities_write_them(string text, string? date)
        => (JapaneseDate.TryParse(text, out DateOnly parsed) ? parsed.ToString("yyyy-MM-dd") : null).ShouldBe(date);

    private static ConsentCell Yes(string? date = null) => new(ConsentMark.Yes, date is null ? null : Facts.Day(date));

    private static Task<ConsentTable> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<ConsentTable> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await ConsentTableReader.ReadAsync(stream, Received);
    }
}
