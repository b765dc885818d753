using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary>The option that names a center's folder on this machine.</summary>
internal static class DataOption
{
    public static Option<string?> Create(CommandContext context) => new("--data")
    {
        HelpName = "DIR",
        Description = context.Choose("この機械で動かしたセンターのフォルダ (動いていなくてよい)", "Folder of a center on this machine, running or not"),
    };
}
