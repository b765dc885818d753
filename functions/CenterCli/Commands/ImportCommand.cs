using System.CommandLine;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center import</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        var folder = new Argument<string>("dir") { HelpName = "DIR", Description = context.Choose("これまでのセンターの保管フォルダ (検査のファイルは散らばっていてよい)", "Archive of an existing center; a study's files may be spread over folders") };
        Option<FacilityId?> facility = IdOption.Facility(context);
        var parallel = new Option<int>("--parallel") { HelpName = "N", DefaultValueFactory = _ => 4, Description = context.Choose("同時に扱う検査の数 (1〜64、既定 4)", "Studies at a time (1 to 64, default 4)") };
        var journal = new Option<string?>("--journal") { HelpName = "FILE", Description = context.Choose("取り込みの記録 (既定 DIR/.center-import.db)", "Journal of the import (default DIR/.center-import.db)") };
        var wait = new Option<int>("--wait") { HelpName = "SECONDS", DefaultValueFactory = _ => 3600, Description = context.Choose("送り終えてから結果を待つ秒数 (既定 3600)", "How long to wait for the center's outcomes after sending (default 3600)") };
        var command = new Command("import", context.Choose(
            "既存のセンターの DICOM とレポートをまとめて取り込む。通常の送信と同じ検査を通る。中断しても続きから、すべてのファイルの結果を残す。",
            "Takes in an existing center's archive of DICOM and reports, through the checks of any upload. Goes on after a cut, and accounts for every file."))
        {
            folder, facility, parallel, journal, wait,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Identity identity = shared.Find(parsed, parsed.GetValue(facility)?.Value, IdentityKind.Facility);
            var options = new ArchiveImporterOptions
            {
                Folder = parsed.GetRequiredValue(folder),
                Facility = new FacilityId(identity.Name),
                Portal = identity.Portal,
                Journal = parsed.GetValue(journal),
                Parallel = parsed.GetValue(parallel),
                Wait = TimeSpan.FromSeconds(parsed.GetValue(wait)),
            };
            var importer = new ArchiveImporter(shared.Open(identity), context.Names, context.Clock, Retries.Usual(context.Clock));
            ImportSummary summary = await ProgressView.ShowAsync<SendProgress, ImportSummary>(
                context, progress => importer.ImportAsync(options, progress, cancellationToken), now => Shown.Of(now, context));
            Tell(summary, context);
            return summary.IsComplete ? ExitCodes.Done : ExitCodes.Refusals;
        });
        return command;
    }

    private static void Tell(ImportSummary summary, CommandContext context)
    {
        context.Say($"登録されたファイル: {summary.Of("registered")} (レポート {summary.Of("report")})", $"Files registered: {summary.Of("registered")} ({summary.Of("report")} reports)");
        foreach ((string outcome, long count) in summary.Outcomes.Where(one => one.Key is not ("registered" or "report")).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            string why = outcome switch
            {
                "quarantined" => context.Choose("センターで保留 (理由は下のファイルに)", "quarantined by the center (the file below tells why)"),
                "sent" => context.Choose("送ったが結果待ち。もう一度実行すると確かめる", "sent, outcome not known yet: run again to see"),
                "not-sent" => context.Choose("まだ送っていない。もう一度実行する", "not sent yet: run again"),
                _ => SkipReasons.Say(outcome).In(context.Language),
            };
            context.Say($"それ以外のファイル: {count} — {why} ({outcome})", $"Other files: {count} — {why} ({outcome})");
        }

        context.Say($"すべてのファイルの結果: {Path.GetFileName(summary.Account)}", $"What became of every file: {Path.GetFileName(summary.Account)}");
    }
}
