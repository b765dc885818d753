using System.CommandLine;
using System.CommandLine.Help;

namespace Pipeline.CenterCli;

/// <summary><c>center</c> with its commands.</summary>
internal static class CenterCommand
{
    public static RootCommand Create(CommandContext context)
    {
        var shared = new SharedOptions(context);
        var root = new RootCommand(context.Choose(
            "クラウドセンターへ検査と同意表を送り、提供されたデータを受け取る。DICOM ファイルを匿名化する。",
            "Sends studies and consent tables to the cloud center, pulls what it provides, and de-identifies DICOM files."))
        {
            shared.Language,
            shared.Identity,
            shared.Portal,
            SendCommand.Create(context, shared),
            ConsentsCommand.Create(context, shared),
            StatusCommand.Create(context, shared),
            PullCommand.Create(context, shared),
            DeidentifyCommand.Create(context),
            ReviewCommand.Create(context, shared),
            AuditCommand.Create(context, shared),
            ExportCommand.Create(context, shared),
            NoticesCommand.Create(context, shared),
            DeskCommand.Create(context, shared),
            FacilityCommand.Create(context, shared),
            ProcessorCommand.Create(context, shared),
            ProjectCommand.Create(context, shared),
            OrderCommand.Create(context, shared),
            IncidentCommand.Create(context, shared),
            ImportCommand.Create(context, shared),
        };
        foreach (Option option in root.Options)
        {
            option.Description = option switch
            {
                HelpOption => context.Choose("使い方を表示する", "Shows help"),
                VersionOption => context.Choose("版を表示する", "Shows the version"),
                _ => option.Description,
            };
            if (option is HelpOption help)
            {
                help.Action = new CenterHelp(context);
            }
        }

        return root;
    }
}
