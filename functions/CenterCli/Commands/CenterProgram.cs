using System.CommandLine;
using System.CommandLine.Invocation;

namespace Pipeline.CenterCli;

/// <summary>The command line as a whole.</summary>
internal static class CenterProgram
{
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(20);

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CommandContext context, CancellationToken cancellationToken = default)
    {
        RootCommand root = CenterCommand.Create(context);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not (SynchronousCommandLineAction and not ParseErrorAction))
        {
            foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
            {
                await context.Error.WriteLineAsync(message);
            }

            string path = CenterHelp.PathOf(parsed.CommandResult.Command);
            string command = path.Length == 0 ? "center" : $"center {path}";
            await context.Error.WriteLineAsync(context.Choose($"使い方: {command} --help", $"Usage: {command} --help"));
            return ExitCodes.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeToEnd,
                Output = context.Out,
                Error = context.Error,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e)
        {
            return await ExplainAsync(e, context);
        }
    }

    /// <summary>What went wrong in a line. What we did not foresee is told by its type alone: its message may hold a path, and paths name patients.</summary>
    private static async Task<int> ExplainAsync(Exception e, CommandContext context)
    {
        (int code, string message) = e switch
        {
            CenterException known => (known.ExitCode, known.Text.In(context.Language)),
            OperationCanceledException => (ExitCodes.Cut, context.Choose("中断しました。もう一度実行すると続きから始めます。", "Cut. Run again to go on where it stopped.")),
            _ => (ExitCodes.Refusals, context.Choose($"予期しない失敗です ({e.GetType().Name})。もう一度実行し、続くなら学会に連絡してください。", $"An unforeseen failure ({e.GetType().Name}). Run again, and tell the society if it stays so.")),
        };
        await context.Error.WriteLineAsync(message);
        return code;
    }
}
