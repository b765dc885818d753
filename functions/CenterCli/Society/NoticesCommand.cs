using System.CommandLine;
using System.Globalization;
using System.Text;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center notices</c>: society work for facilities.</summary>
internal static class NoticesCommand
{
    /// <summary>Lines of a request: one that is cut is sent again whole, which changes nothing.</summary>
    private const int Part = 250;

    public static Command Create(CommandContext context, SharedOptions shared) => new("notices", context.Choose(
        "通知していない患者の一覧を出し、郵送した通知書と戻ってきた通知書を記録する。", "Lists patients still to be notified; records letters posted, and letters that came back."))
    {
        CreateList(context, shared),
        CreateSent(context, shared),
        CreateReturned(context, shared),
    };

    private static Command CreateList(CommandContext context, SharedOptions shared)
    {
        Option<FacilityId?> facility = Facility(context);
        var output = new Option<string?>("--out") { HelpName = "FILE.csv", Description = context.Choose("書き出すファイル (指定がなければ画面)", "File to write (else the screen)") };
        var command = new Command("list", context.Choose(
            "有効な通知のない患者を、再来時に手渡す人と郵送する人に分けて書き出す。見たことは監査記録に残る。",
            "Writes the patients without a valid notice: at the next visit, or by post where an address was supplied. The sight of it is audited."))
        {
            facility, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = $"facilities/{parsed.GetRequiredValue(facility)}/notices/needed";
            if (parsed.GetValue(output) is { } file)
            {
                return await ExportCommand.DownloadAsync(parsed, shared, path, file, context, cancellationToken);
            }

            using var table = new MemoryStream();
            await OperatorIdentity.Open(parsed, shared).DownloadAsync(path, table, cancellationToken);
            context.Say(Encoding.UTF8.GetString(table.ToArray()).TrimStart('\uFEFF').TrimEnd());
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CreateSent(CommandContext context, SharedOptions shared)
    {
        Option<FacilityId?> facility = Facility(context);
        Option<string> file = ListFile(context);
        Option<DateOnly?> date = DayOption.Create("--date", context.Choose("投函した日。数日後 (設定、既定 5 日) に届いたものとする", "Day of posting; counts as delivered some days later (a setting, 5 by default)"), context);
        var wording = new Option<string>("--wording") { HelpName = "VERSION", Required = true, Description = context.Choose("通知文の版 (例: 2026-04)", "Version of the wording, e.g. 2026-04") };
        var kind = new Option<NoticeKind>("--kind") { Required = true, Description = context.Choose("通知した利用: 匿名加工・仮名加工・両方", "The uses told of") };
        date.Required = true;
        var command = new Command("sent", context.Choose(
            "通知書を郵送した患者の一覧を記録する。16 歳未満は本人と保護者に宛てたものとする。同じ一覧をもう一度記録しても変わらない。",
            "Records letters posted to the patients of a list; to those under 16 as addressed to patient and guardian. Recording a list again changes nothing."))
        {
            facility, file, date, wording, kind,
        };
        command.SetAction((parsed, cancellationToken) => RecordAsync(
            parsed,
            shared,
            $"facilities/{parsed.GetRequiredValue(facility)}/notices/letters",
            parsed.GetRequiredValue(file),
            lines => new LettersAsked(lines, parsed.GetValue(date), parsed.GetRequiredValue(wording), parsed.GetValue(kind)),
            context,
            cancellationToken));
        return command;
    }

    private static Command CreateReturned(CommandContext context, SharedOptions shared)
    {
        Option<FacilityId?> facility = Facility(context);
        Option<string> file = ListFile(context);
        var command = new Command("returned", context.Choose(
            "戻ってきた通知書を記録する。通知は無効になり、新しい通知まで提供停止の求めと同じに扱う。",
            "Records letters that came back: the notice is void and counts as an opt-out until a new one is recorded."))
        {
            facility, file,
        };
        command.SetAction((parsed, cancellationToken) => RecordAsync(
            parsed, shared, $"facilities/{parsed.GetRequiredValue(facility)}/notices/returns", parsed.GetRequiredValue(file), lines => new LettersAsked(lines), context, cancellationToken));
        return command;
    }

    private static async Task<int> RecordAsync(
        ParseResult parsed, SharedOptions shared, string path, string file, Func<IReadOnlyList<LetterAsked>, LettersAsked> letters, CommandContext context, CancellationToken cancellationToken)
    {
        LetterList list = await ReadAsync(file, cancellationToken);
        CenterApi api = OperatorIdentity.Open(parsed, shared);
        (int recorded, int already) = (0, 0);
        List<LetterRefused> refused = [];
        foreach ((int Line, string PatientId)[] part in list.Lines.Chunk(Part))
        {
            LettersSaid said = await api.AskAsync(
                path, letters([.. part.Select(line => new LetterAsked(line.Line, line.PatientId))]), CenterJson.Strict.LettersAsked, CenterJson.Strict.LettersSaid, cancellationToken);
            (recorded, already) = (recorded + said.Recorded, already + said.Already);
            refused.AddRange(said.Refused);
        }

        context.Say($"記録した: {recorded}、記録済みだった: {already}、受け付けなかった行: {refused.Count}", $"Recorded: {recorded}, on record before: {already}, lines refused: {refused.Count}");
        PlainTable.Show(
            context,
            [context.Choose("行", "Line"), context.Choose("理由", "Reason")],
            [.. refused.Select(line => new[] { line.Line.ToString(CultureInfo.InvariantCulture), line.Reason.Text.In(context.Language) })]);
        return refused.Count == 0 ? ExitCodes.Done : ExitCodes.Refusals;
    }

    private static async Task<LetterList> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream content = File.OpenRead(file);
            LetterList list = await LetterList.ReadAsync(content, cancellationToken);
            return list.Refusal is { } reason ? throw new CenterException(ExitCodes.Usage, new(ReasonTexts.Of(reason).Japanese, ReasonTexts.Of(reason).English)) : list;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CenterException(ExitCodes.Usage, new("一覧のファイルを開けません。", "The list's file cannot be opened."), e);
        }
    }

    private static Option<FacilityId?> Facility(CommandContext context)
    {
        Option<FacilityId?> facility = IdOption.Facility(context);
        (facility.Required, facility.Description) = (true, context.Choose("施設の ID", "The facility's ID"));
        return facility;
    }

    private static Option<string> ListFile(CommandContext context) => new("--file")
    {
        HelpName = "LIST.csv",
        Required = true,
        Description = context.Choose("患者ID の列がある CSV。center notices list の出力をそのまま減らして使える", "CSV with a column patient_id; the output of center notices list, cut down, will do"),
    };
}
