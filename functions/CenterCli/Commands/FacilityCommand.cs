using System.CommandLine;
using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center facility</c>.</summary>
internal static class FacilityCommand
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    public static Command Create(CommandContext context, SharedOptions shared) => new("facility", context.Choose("施設を管理する。", "Looks after facilities."))
    {
        FacilityEnrolment.CreateEnrol(context, shared),
        FacilityEnrolment.CreateContract(context, shared),
        FacilityEnrolment.CreateParticipate(context, shared),
        FacilityEnrolment.CreateShow(context, shared),
        CreateErase(context, shared),
    };

    private static Command CreateErase(CommandContext context, SharedOptions shared)
    {
        var facility = new Argument<string>("facility") { HelpName = "ID", Description = context.Choose("消去する施設の ID", "ID of the facility to erase") };
        var confirm = new Option<string?>("--confirm") { HelpName = "ID", Description = context.Choose("確認のため、施設の ID をもう一度", "The facility's ID once more, to confirm") };
        var wait = new Option<int>("--wait")
        {
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 600,
            Description = context.Choose("終わるのを待つ秒数 (既定 600)。待たなくても消去は続く", "How long to wait for its end (default 600); it goes on anyway"),
        };
        var report = new Option<string?>("--report") { HelpName = "FILE", Description = context.Choose("消去の報告書 (JSON) を書く", "Writes the report of the erasure (JSON)") };
        var command = new Command("erase", context.Choose(
            "離脱する施設のデータをすべて消去する。取り消せない。法の求める提供記録・受領・監査だけが残る。もう一度実行すると進み具合を表示する。",
            "Removes all data of a facility that leaves, for good, but the records that the law asks for. Run again, it shows how far it is."))
        {
            facility, confirm, wait, report,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string named = parsed.GetRequiredValue(facility);
            FacilityId id = FacilityId.TryParse(named, null, out FacilityId known) ? known : throw new CenterException(ExitCodes.Usage, new("施設の ID ではありません。", "That is no facility's ID."));
            CenterApi api = shared.Open(shared.Find(parsed, OperatorIdentity.Local, IdentityKind.Operator));
            ErasureReport? before = await api.GetErasureAsync(id, cancellationToken);
            if (before is null && parsed.GetValue(confirm) != named)
            {
                context.Say(
                    $"{id} のデータ (画像・匿名化データ・プレビュー・未受領の提供) をすべて消去します。取り消せません。先に center export --facility {id} で書き出してください。",
                    $"This removes all data of {id} (objects, anonymised copies, previews, packages not pulled), for good. Run center export --facility {id} first.");
                context.Say($"実行するには: center facility erase {id} --confirm {id}", $"To do it: center facility erase {id} --confirm {id}");
                return ExitCodes.Usage;
            }

            ErasureReport now = before ?? await api.OrderErasureAsync(id, named, cancellationToken);
            now = await WaitAsync(api, now, TimeSpan.FromSeconds(parsed.GetValue(wait)), context, cancellationToken);
            Tell(now, context);
            if (parsed.GetValue(report) is { } file)
            {
                PrivateFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(now, CenterJson.Indented.ErasureReport));
            }

            return now.Completed is not null ? ExitCodes.Done : ExitCodes.Refusals;
        });
        return command;
    }

    private static async Task<ErasureReport> WaitAsync(CenterApi api, ErasureReport now, TimeSpan longest, CommandContext context, CancellationToken cancellationToken)
    {
        long began = context.Clock.GetTimestamp();
        while (now.Completed is null && context.Clock.GetElapsedTime(began) < longest)
        {
            context.Say(
                $"残り: 検査 {now.Remaining.Cases}、画像 {now.Remaining.Objects}、パッケージ {now.Remaining.Uploads}",
                $"Left: {now.Remaining.Cases} studies, {now.Remaining.Objects} objects, {now.Remaining.Uploads} packages");
            await Task.Delay(Between, context.Clock, cancellationToken);
            now = await api.GetErasureAsync(now.Facility, cancellationToken) ?? now;
        }

        return now;
    }

    private static void Tell(ErasureReport report, CommandContext context)
    {
        context.Say(
            $"消去した: 検査 {report.Removed.Cases}、画像 {report.Removed.Objects}、アップロード {report.Removed.Uploads}",
            $"Removed: {report.Removed.Cases} studies, {report.Removed.Objects} objects, {report.Removed.Uploads} uploads");
        context.Say(
            $"残した記録: 提供記録 {report.ProvisionRecords} (患者 {report.PatientsOnRecord})、未回答の消去依頼 {report.OpenDeletionRequests}",
            $"Records kept: {report.ProvisionRecords} provision records ({report.PatientsOnRecord} patients), {report.OpenDeletionRequests} deletion requests open");
        foreach (ErasureFinding found in report.Confirmations)
        {
            context.Say($"{found.App} の確認: {found.At:O}、調べた {found.Checked}、残り {found.Found}", $"Confirmed by {found.App}: {found.At:O}, {found.Checked} looked at, {found.Found} found");
        }

        context.Say(report.Completed is { } at
            ? context.Choose($"消去は完了しました ({at:O})。監査記録に facility.erasure-completed があります。", $"Completed ({at:O}); the audit trail says facility.erasure-completed.")
            : context.Choose("消去は続いています。もう一度実行すると進み具合を表示します。", "It goes on. Run again to see how far it is."));
    }
}
