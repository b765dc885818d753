using System.CommandLine;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center order terms</c>.</summary>
internal static class OrderTermsCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        Option<ProcessorId?> processor = IdOption.Processor(context);
        processor.Required = true;
        var onOrder = new Option<bool>("--on-order") { Description = context.Choose("注文のあった検査だけを提供する", "It receives only what orders name") };
        var standing = new Option<bool>("--standing") { Description = context.Choose("提供できる検査をすべて提供する", "It receives each study that may go to it") };
        var command = new Command("terms", context.Choose(
            "事業者に注文だけで提供するか、すべて提供するかを決める。提供済みのものは変わらない。判定は次の日次処理で改まる。",
            "Sets whether a processor receives only what orders name. What was provided stays; decisions follow with the next daily sweep."))
        {
            processor, onOrder, standing,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(onOrder) == result.GetValue(standing))
            {
                result.AddError(context.Choose("--on-order と --standing のどちらか一方を指定してください。", "Give either --on-order or --standing."));
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await OrderCommand.Open(parsed, shared).PutTermsAsync(parsed.GetValue(processor)!.Value, parsed.GetValue(onOrder), cancellationToken);
            context.Say("記録しました。", "Recorded.");
            return ExitCodes.Done;
        });
        return command;
    }
}
