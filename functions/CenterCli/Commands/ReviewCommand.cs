using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary><c>center review</c>: what image reviewers do.</summary>
internal static class ReviewCommand
{
    /// <summary>Name of the identity file that a center on one machine writes for its reviewer.</summary>
    private const string LocalIdentity = "reviewer";

    public static Command Create(CommandContext context, SharedOptions shared) => new("review", context.Choose(
        "自動で判断できなかった画像を確認し、決める。", "Looks at the images that no rule could judge, and decides."))
    {
        ReviewListCommand.Create(context, shared),
        ReviewShowCommand.Create(context, shared),
        ReviewDecideCommand.Create(context, shared),
        ReviewRulesCommand.CreateList(context, shared),
        ReviewRulesCommand.CreateRetire(context, shared),
    };

    /// <summary>The reviewer to sign in as.</summary>
    public static Identity Reviewer(ParseResult parsed, SharedOptions shared) => shared.Find(parsed, LocalIdentity, IdentityKind.Reviewer);

    /// <summary>The argument that names an item.</summary>
    public static Argument<Guid> Item(CommandContext context) => new("item")
    {
        HelpName = "ID",
        Description = context.Choose("項目の ID (center review list の最初の列)", "The item's ID (first column of center review list)"),
    };
}
