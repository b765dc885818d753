using System.CommandLine;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center order create</c>.</summary>
internal static class OrderCreateCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        Option<ProcessorId?> processor = IdOption.Processor(context);
        processor.Required = true;
        var named = new Argument<string[]>("cases")
        {
            HelpName = "STUDY...",
            Arity = ArgumentArity.ZeroOrMore,
            Description = context.Choose("検査の ID (検査のページ /studies/ID のもの)", "Studies' IDs, as their pages have them (/studies/ID)"),
        };
        var file = new Option<string?>("--cases")
        {
            HelpName = "FILE",
            Description = context.Choose("検査の ID を 1 行に 1 件書いたファイル。- は標準入力", "File with one study's ID a line; - is standard input"),
        };
        Option<string> reason = OrderCommand.Reason(context);
        var command = new Command("create", context.Choose(
            "検査を選んで注文する。規則を満たすものは提供され、満たさないものは満たした時に提供される。",
            "Orders chosen studies: those that every rule lets go are provided, the others as soon as none blocks them."))
        {
            named, processor, file, reason,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<Guid> cases = [.. (parsed.GetValue(named) ?? []).Select(CaseIds.Parse)];
            if (parsed.GetValue(file) is { } list)
            {
                cases.AddRange(await CaseIds.ReadAsync(list, cancellationToken));
            }

            if (cases.Count == 0)
            {
                throw new CenterException(ExitCodes.Usage, new("検査がありません。ID を並べるか、--cases FILE で指定してください。", "No study is named. List IDs, or give --cases FILE."));
            }

            Guid id = context.Names.NewId();
            await OrderCommand.Open(parsed, shared).PutOrderAsync(id, parsed.GetValue(processor)!.Value, [.. cases.Distinct()], parsed.GetRequiredValue(reason), cancellationToken);
            context.Say($"注文しました: {id} (検査 {cases.Distinct().Count()} 件)", $"Ordered: {id} ({cases.Distinct().Count()} studies)");
            context.Say($"進み具合: center order show {id}", $"How far it is: center order show {id}");
            return ExitCodes.Done;
        });
        return command;
    }
}
