using System.CommandLine;
using System.CommandLine.Parsing;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Options that take an ID.</summary>
internal static class IdOption
{
    public static Option<FacilityId?> Facility(CommandContext context) => new("--facility")
    {
        Description = context.Choose("施設の ID (指定がなければ identity のもの)", "The facility's ID (else the identity's)"),
        HelpName = "ID",
        CustomParser = result => Parse<FacilityId>(result, context),
    };

    public static Option<ProcessorId?> Processor(CommandContext context) => new("--processor")
    {
        Description = context.Choose("認定事業者の ID", "The certified processor's ID"),
        HelpName = "ID",
        CustomParser = result => Parse<ProcessorId>(result, context),
    };

    public static Option<ProjectId?> Project(CommandContext context) => new("--project")
    {
        Description = context.Choose("研究課題の ID", "The research project's ID"),
        HelpName = "ID",
        CustomParser = result => Parse<ProjectId>(result, context),
    };

    private static T? Parse<T>(ArgumentResult result, CommandContext context)
        where T : struct, IParsable<T>
    {
        if (T.TryParse(result.Tokens[0].Value, null, out T id))
        {
            return id;
        }

        result.AddError(context.Choose("ID は英小文字・数字をハイフンでつないだ 40 字以内です。", "An ID is lower-case letters and digits joined by hyphens, at most 40 characters."));
        return null;
    }
}
