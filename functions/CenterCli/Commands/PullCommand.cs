using System.CommandLine;
using Azure.Core;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center pull</c>.</summary>
internal static class PullCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        var processor = IdOption.Processor(context);
        var project = IdOption.Project(context);
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            DefaultValueFactory = _ => "pulled",
            Description = context.Choose("受け取ったものを置くフォルダ (既定 pulled)", "Folder for what is pulled (default pulled)"),
        };
        var acknowledge = new Option<bool>("--acknowledge-deletions")
        {
            Description = context.Choose("消去依頼のあるものをフォルダから消し、消したことを報告する", "Deletes what the center asks to be deleted from the folder, and says so"),
        };
        var command = new Command("pull", context.Choose(
            "提供されたパッケージを受け取り、復号し、検証して、受領を報告する。中断しても続きから受け取る。",
            "Pulls the packages provided, decrypts and verifies them, and confirms their receipt. Goes on after a cut."))
        {
            processor, project, output, acknowledge,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string? asked = parsed.GetValue(processor)?.Value ?? parsed.GetValue(project)?.Value;
            IdentityKind[] kinds = parsed.GetValue(processor) is not null ? [IdentityKind.Processor]
                : parsed.GetValue(project) is not null ? [IdentityKind.Project]
                : [IdentityKind.Processor, IdentityKind.Project];
            Identity identity = shared.Find(parsed, asked, kinds);
            Recipient recipient = identity.Kind == IdentityKind.Processor ? Recipient.Of(new ProcessorId(identity.Name)) : Recipient.Of(new ProjectId(identity.Name));
            TokenCredential credential = identity.CreateCredential(context.Http.Value, context.Clock);
            var puller = new PackagePuller(
                shared.Open(identity), identity.OpenStorage(credential), identity.OpenKey(credential), context.Clock, Retries.Usual(context.Clock));
            var options = new PackagePullerOptions { Folder = parsed.GetRequiredValue(output), Recipient = recipient };
            PullSummary summary = await ProgressView.ShowAsync<PullProgress, PullSummary>(
                context, progress => puller.PullAsync(options, progress, cancellationToken), snapshot => Shown.Of(snapshot, context));
            bool complete = Tell(summary, context);
            if (parsed.GetValue(acknowledge))
            {
                complete &= Tell(await puller.AcknowledgeDeletionsAsync(options, cancellationToken), context);
            }
            else if (summary.OpenDeletions > 0)
            {
                context.Say(
                    $"消去依頼が {summary.OpenDeletions} 件あります。--acknowledge-deletions を付けて実行してください。",
                    $"{summary.OpenDeletions} deletion requests are open. Run with --acknowledge-deletions.");
            }

            return complete ? ExitCodes.Done : ExitCodes.Refusals;
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(processor) is not null && result.GetResult(project) is not null)
            {
                result.AddError(context.Choose("--processor と --project はどちらか一方です。", "Give either --processor or --project."));
            }
        });
        return command;
    }

    private static bool Tell(PullSummary summary, CommandContext context)
    {
        context.Say($"受け取ったパッケージ: {summary.Pulled} (前に受け取ったもの {summary.Before})", $"Packages pulled: {summary.Pulled} ({summary.Before} before)");
        if (summary.Gone > 0)
        {
            context.Say($"取り下げられたパッケージ: {summary.Gone}", $"Packages withdrawn meanwhile: {summary.Gone}");
        }

        if (summary.Unlisted > 0)
        {
            context.Say($"一覧にない (まだ提供されていない) もの: {summary.Unlisted}", $"Not listed as provided, left alone: {summary.Unlisted}");
        }

        foreach (RefusedPackage refused in summary.Refused)
        {
            string why = PullReasons.Say(refused.Reason).In(context.Language);
            context.Say($"受け取らなかったパッケージ {refused.Provision}: {why}", $"Package not taken, {refused.Provision}: {why}");
        }

        return summary.Refused.Count == 0;
    }

    private static bool Tell(DeletionSummary summary, CommandContext context)
    {
        context.Say($"消去して報告したパッケージ: {summary.Deleted}", $"Packages deleted and acknowledged: {summary.Deleted}");
        foreach (Guid provision in summary.NotHere)
        {
            context.Say(
                $"このフォルダにないので報告していないもの: {provision}。受け取ったフォルダを --out で指定してください。",
                $"Not in this folder, therefore not acknowledged: {provision}. Name the folder it was pulled into by --out.");
        }

        return summary.NotHere.Count == 0;
    }
}
