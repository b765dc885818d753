using System.CommandLine;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center order</c>: what operators do about orders of chosen studies.</summary>
internal static class OrderCommand
{
    public static Command Create(CommandContext context, SharedOptions shared) => new("order", context.Choose(
        "認定事業者への、検査を選んだ提供 (注文) を扱う。", "Orders chosen studies for a certified processor."))
    {
        OrderCreateCommand.Create(context, shared),
        OrderShowCommand.CreateList(context, shared),
        OrderShowCommand.CreateShow(context, shared),
        OrderShowCommand.CreateCandidates(context, shared),
        OrderEndCommand.Create("close", context.Choose(
            "注文を終える。提供したものはそのまま、まだのものはもう提供しない。", "Ends an order: what it provided stays, what it did not is not provided any more."), context, shared),
        OrderEndCommand.Create("cancel", context.Choose(
            "注文を取り消す。未受領のものは消え、受領済みのものには消去を依頼する。ほかの注文にある検査は残る。",
            "Takes an order back: what was not pulled vanishes, of what was pulled the deletion is requested. Studies of other orders stay."), context, shared),
        OrderTermsCommand.Create(context, shared),
    };

    /// <summary>The API, signed in as the operator.</summary>
    public static CenterApi Open(ParseResult parsed, SharedOptions shared) => shared.Open(shared.Find(parsed, OperatorIdentity.Local, IdentityKind.Operator));

    /// <summary>The argument that names an order.</summary>
    public static Argument<Guid> Id(CommandContext context) => new("order")
    {
        HelpName = "ID",
        Description = context.Choose("注文の ID (center order list の最初の列)", "The order's ID (first column of center order list)"),
    };

    /// <summary>Why something is done.</summary>
    public static Option<string> Reason(CommandContext context)
    {
        var reason = new Option<string>("--reason")
        {
            HelpName = "TEXT",
            Required = true,
            Description = context.Choose($"理由 ({OrderRequest.MaximumReason} 字まで。患者のことは書かない)", $"Why (at most {OrderRequest.MaximumReason} characters; nothing about a patient)"),
        };
        reason.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && (string.IsNullOrWhiteSpace(text) || text.Trim().Length > OrderRequest.MaximumReason))
            {
                result.AddError(context.Choose("--reason は 1〜500 字です。", "--reason takes 1 to 500 characters."));
            }
        });
        return reason;
    }
}
