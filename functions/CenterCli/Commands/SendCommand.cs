using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary><c>center send</c>.</summary>
internal static class SendCommand
{
    private const string AutoReport = "auto";

    public static Command Create(CommandContext context, SharedOptions shared)
    {
        var folder = new Argument<string>("dir") { HelpName = "DIR", Description = context.Choose("DICOM ファイルのあるフォルダ (下のフォルダも)。検査のフォルダの写真 (JPEG、PNG、TIFF) も送る", "Folder with DICOM files, and the folders below; picture files (JPEG, PNG, TIFF) in a study's folder go with it") };
        var facility = IdOption.Facility(context);
        var parallel = new Option<int>("--parallel")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 4,
            Description = context.Choose("同時に送る検査の数 (1〜64、既定 4)", "Studies at a time (1 to 64, default 4)"),
        };
        parallel.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out int value) || value is < 1 or > 64))
            {
                result.AddError(context.Choose("--parallel は 1 から 64 です。", "--parallel is 1 to 64."));
            }
        });
        var report = new Option<string>("--report")
        {
            HelpName = "FILE|auto",
            DefaultValueFactory = _ => AutoReport,
            Description = context.Choose(
                "領域レポート (JSON)。auto (既定): 検査のフォルダの report.json か {Study Instance UID}.report.json",
                "Domain report (JSON). auto (default): report.json in the study's folder, or {Study Instance UID}.report.json"),
        };
        var state = new Option<string?>("--state")
        {
            HelpName = "FILE",
            Description = context.Choose("何を送ったかの記録 (既定 DIR/.center-send.json)", "Record of what was sent (default DIR/.center-send.json)"),
        };
        var command = new Command("send", context.Choose(
            "フォルダの検査を、検査ごとに暗号化して送る。中断しても続きから送り、変わっていない検査は二度送らない。",
            "Sends the studies of a folder, each encrypted. Goes on after a cut; a study that did not change is not sent twice."))
        {
            folder, facility, parallel, report, state,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Identity identity = shared.Find(parsed, parsed.GetValue(facility)?.Value, IdentityKind.Facility);
            var options = new StudySenderOptions
            {
                Folder = parsed.GetRequiredValue(folder),
                Facility = new Registry.FacilityId(identity.Name),
                Portal = identity.Portal,
                StateFile = parsed.GetValue(state),
                Report = parsed.GetRequiredValue(report) is AutoReport ? null : parsed.GetRequiredValue(report),
                Parallel = parsed.GetValue(parallel),
            };
            var sender = new StudySender(shared.Open(identity), context.Names, context.Clock, Retries.Usual(context.Clock));
            SendSummary summary = await ProgressView.ShowAsync<SendProgress, SendSummary>(
                context, progress => sender.SendAsync(options, progress, cancellationToken), snapshot => Shown.Of(snapshot, context));
            Tell(summary, context);
            return summary.IsComplete ? ExitCodes.Done : ExitCodes.Refusals;
        });
        return command;
    }

    private static void Tell(SendSummary summary, CommandContext context)
    {
        SentStudy[] sent = [.. summary.Studies.Where(study => study.Outcome == SendOutcome.Sent)];
        int unread = sent.Count(study => study.Study.StudyInstanceUid is null);
        string bytes = ByteSize.Of(sent.Sum(study => study.Bytes));
        int files = sent.Sum(study => study.Study.Files.Count);
        context.Say($"送った検査: {sent.Length - unread} (ファイル {files}、{bytes})", $"Studies sent: {sent.Length - unread} ({files} files, {bytes})");
        context.Say($"前に送ったまま変わらない検査: {summary.Count(SendOutcome.Unchanged)}", $"Unchanged since they were sent: {summary.Count(SendOutcome.Unchanged)}");
        if (unread > 0)
        {
            context.Say($"読めない DICOM ファイル: {unread} (センターで保留になり、理由は center status に出ます)", $"DICOM files that cannot be read: {unread} (the center quarantines them; center status tells why)");
        }

        foreach (IGrouping<string, SkippedFile> group in summary.NotSent.GroupBy(file => file.Reason).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            string why = SkipReasons.Say(group.Key).In(context.Language);
            context.Say($"送らなかったファイル: {group.Count()} — {why}", $"Files not sent: {group.Count()} — {why}");
        }

        context.Say($"どのファイルがどこへ送られ、何が残ったか: {Path.GetFileName(summary.Listing)}", $"Which file went where, and which did not: {Path.GetFileName(summary.Listing)}");
    }
}
