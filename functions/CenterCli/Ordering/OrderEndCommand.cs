using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary><c>center order close</c> and <c>center order cancel</c>.</summary>
internal static class OrderEndCommand
{
    public static Command Create(string name, string description, CommandContext context, SharedOptions shared)
    {
        Argument<Guid> id = OrderCommand.Id(context);
        Option<string> reason = OrderCommand.Reason(context);
        var command = new Command(name, description) { id, reason };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string end = name == "close" ? "closing" : "cancellation";
            await OrderCommand.Open(parsed, shared).PostOrderEndAsync(parsed.GetValue(id), end, parsed.GetRequiredValue(reason), cancellationToken);
            context.Say("記録しました。", "Recorded.");
            return ExitCodes.Done;
        });
        return command;
    }
}
