using System.CommandLine;
using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center consents</c>.</summary>
internal static class ConsentsCommand
{
    private const int DefaultSeconds = 120;

    public static Command Create(CommandContext context, SharedOptions shared)
    {
        var file = new Argument<string>("file") { HelpName = "FILE.csv", Description = context.Choose("同意表 (CSV)", "Consent table (CSV)") };
        var facility = IdOption.Facility(context);
        var wait = new Option<int>("--wait")
        {
            HelpName = "SECONDS",
            DefaultValueFactory = _ => DefaultSeconds,
            Description = context.Choose("結果を待つ秒数 (既定 120、0 なら待たない)", "Seconds to wait for the result (default 120, 0: do not wait)"),
        };
        var snapshot = new Option<bool>("--snapshot")
        {
            Description = context.Choose(
                "全件の同意表: この表にない患者は不明に戻り、提供が止まる (既定は差分)", "The whole table: patients missing in it become unknown, and are held (default: a part)"),
        };
        var missing = new Option<int?>("--missing")
        {
            HelpName = "N",
            Description = context.Choose(
                "--snapshot の表にない患者が N 人までは確かだと伝える", "With --snapshot: up to N missing patients are meant"),
        };
        var command = new Command("consents", context.Choose(
            "同意表を暗号化して送り、行ごとの結果を表示する。", "Sends the consent table, encrypted, and shows the result line by line."))
        {
            file, facility, snapshot, missing, wait,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(missing) is { } count && (count < 0 || !result.GetValue(snapshot)))
            {
                result.AddError(context.Choose("--missing は --snapshot と一緒に、0 以上の人数で指定してください。", "--missing goes with --snapshot and is 0 or more."));
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Identity identity = shared.Find(parsed, parsed.GetValue(facility)?.Value, IdentityKind.Facility);
            var id = new FacilityId(identity.Name);
            var sender = new ConsentSender(shared.Open(identity), context.Names, context.Clock, Retries.Usual(context.Clock));
            string blob = await sender.SendAsync(parsed.GetRequiredValue(file), id, parsed.GetValue(snapshot), parsed.GetValue(missing), cancellationToken);
            context.Say($"送りました: {blob}", $"Sent: {blob}");
            int seconds = parsed.GetValue(wait);
            if (seconds <= 0)
            {
                return ExitCodes.Done;
            }

            SentConsentTable? table = await sender.WaitAsync(blob, id, TimeSpan.FromSeconds(seconds), cancellationToken);
            return Tell(table, context);
        });
        return command;
    }

    private static int Tell(SentConsentTable? table, CommandContext context)
    {
        if (table is null)
        {
            context.Say("センターはまだ読んでいません。結果は center status で見られます。", "The center has not read it yet. See center status for the result.");
            return ExitCodes.Refusals;
        }

        if (table.Refusal is not null)
        {
            context.Say($"同意表を読めませんでした: {table.Refusal.Text.In(context.Language)}", $"The table could not be read: {table.Refusal.Text.In(context.Language)}");
        }

        context.Say($"受け付けた行: {table.LinesAccepted}、受け付けなかった行: {table.LinesRefused}", $"Lines accepted: {table.LinesAccepted}, refused: {table.LinesRefused}");
        if (table.Snapshot)
        {
            context.Say(
                $"表にない患者: {table.PatientsMissing}、そのうち不明に戻った患者: {table.PatientsUnlisted}",
                $"Patients missing in the table: {table.PatientsMissing}, of them now unknown: {table.PatientsUnlisted}");
        }

        PlainTable.Show(
            context,
            [context.Choose("行", "Line"), context.Choose("列", "Column"), context.Choose("理由", "Reason")],
            [.. table.Problems.Select(problem => new[] { problem.Line.ToString(CultureInfo.InvariantCulture), problem.Column ?? "", problem.Reason.Text.In(context.Language) })]);
        return table.IsAccepted ? ExitCodes.Done : ExitCodes.Refusals;
    }
}
