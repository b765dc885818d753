using System.CommandLine;
using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        var facility = IdOption.Facility(context);
        var since = new Option<DateTimeOffset?>("--since")
        {
            HelpName = "DATE",
            Description = context.Choose("この日時からのものだけ", "Only what was received since"),
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset value))
                {
                    return value;
                }

                result.AddError(context.Choose("--since は 2026-04-01 のような日付です。", "--since is a date like 2026-04-01."));
                return null;
            },
        };
        var command = new Command("status", context.Choose(
            "送ったものがセンターでどうなったかを表示する。", "Shows what became of what was sent."))
        {
            facility, since,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            FacilityId? asked = parsed.GetValue(facility);
            Identity identity = shared.Find(parsed, asked?.Value, IdentityKind.Facility, IdentityKind.Operator);
            FacilityId id = asked ?? (identity.Kind == IdentityKind.Facility
                ? new FacilityId(identity.Name)
                : throw new CenterException(ExitCodes.Usage, new("--facility ID が必要です。", "--facility ID is needed.")));
            CenterApi api = shared.Open(identity);
            List<SentPackage> packages = await api.GetPackagesAsync(id, parsed.GetValue(since), cancellationToken);
            List<SentConsentTable> tables = await api.GetConsentTablesAsync(id, parsed.GetValue(since), cancellationToken);
            Tell(packages, context);
            Tell(tables, context);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Tell(List<SentPackage> packages, CommandContext context)
    {
        int receiving = packages.Count(package => package.IsReceiving);
        int registered = packages.Count(package => package.IsRegistered);
        SentPackage[] quarantined = [.. packages.Where(package => package.IsQuarantined)];
        context.Say(
            $"検査のパッケージ: {packages.Count} (登録 {registered}、受信中 {receiving}、保留 {quarantined.Length})",
            $"Study packages: {packages.Count} ({registered} registered, {receiving} being received, {quarantined.Length} quarantined)");
        SentPackage[] told = [.. packages.Where(package => package.Reason is not null)];
        PlainTable.Show(
            context,
            [context.Choose("受信", "Received"), context.Choose("パッケージ", "Package"), context.Choose("位置", "Position"), context.Choose("保留の理由", "Why quarantined")],
            [.. told.Select(package => new[] { Time(package.Received), package.Blob, package.Detail ?? "", package.Reason?.Text.In(context.Language) ?? "" })]);
        if (packages.Any(package => package.IsRegistered && package.Reason is not null))
        {
            context.Say("登録されたパッケージの位置と理由は、その写真だけを保留したことを示します。", "A position and reason of a registered package are those of picture files; only these were quarantined.");
        }

        if (told.Length > 0)
        {
            context.Say("パッケージのファイル名は、送ったフォルダの .center-send.files.tsv にあります。", "The files of a package are named in .center-send.files.tsv of the folder sent.");
        }
    }

    private static void Tell(List<SentConsentTable> tables, CommandContext context)
    {
        context.Say(
            $"同意表: {tables.Count} (受け付けた行 {tables.Sum(table => table.LinesAccepted)}、受け付けなかった行 {tables.Sum(table => table.LinesRefused)})",
            $"Consent tables: {tables.Count} ({tables.Sum(table => table.LinesAccepted)} lines accepted, {tables.Sum(table => table.LinesRefused)} refused)");
        if (tables.LastOrDefault(table => table is { Snapshot: true, Refusal: null }) is { } whole)
        {
            context.Say(
                $"最後の全件の表 ({Time(whole.Received)}): 表にない患者 {whole.PatientsMissing}、そのうち不明に戻った患者 {whole.PatientsUnlisted}",
                $"Last whole table ({Time(whole.Received)}): {whole.PatientsMissing} patients missing, {whole.PatientsUnlisted} of them now unknown");
        }

        string[][] refused =
        [
            .. tables.Where(table => table.Refusal is not null).Select(table => new[] { Time(table.Received), table.Blob, "", table.Refusal!.Text.In(context.Language) }),
            .. tables.SelectMany(table => table.Problems.Select(problem =>
                new[] { Time(table.Received), table.Blob, string.Create(CultureInfo.InvariantCulture, $"{problem.Line} {problem.Column}"), problem.Reason.Text.In(context.Language) })),
        ];
        PlainTable.Show(context, [context.Choose("受信", "Received"), context.Choose("同意表", "Table"), context.Choose("行・列", "Line, column"), context.Choose("理由", "Reason")], refused);
    }

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
