using System.Text;
using Pipeline.Registry;
using Spectre.Console;

namespace Pipeline.CenterCli.Tests;

/// <summary>One run of the command line in this process, with what it printed.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>With output redirected, as to a log.</summary>
    public static Task<CommandRun> OfAsync(params string[] args)
        => RunAsync(args, isTerminal: false, writer => new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });

    /// <summary>With a terminal before a person.</summary>
    public static Task<CommandRun> OnTerminalAsync(params string[] args)
        => RunAsync(args, isTerminal: true, writer => new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new TerminalOutput(writer) });

    private static async Task<CommandRun> RunAsync(string[] args, bool isTerminal, Func<TextWriter, AnsiConsoleSettings> settings)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var http = new HttpClient();
        var context = new CommandContext
        {
            Language = LanguageOption.Of(args, _ => null),
            Out = output,
            IsTerminal = isTerminal,
            Console = new Lazy<IAnsiConsole>(() => AnsiConsole.Create(settings(output))),
            Error = error,
            Clock = Storage.Clock,
            Names = new RandomNames(Storage.Clock),
            Http = new Lazy<HttpClient>(() => http),
            Environment = _ => null,
        };
        int code = await CenterProgram.RunAsync(args, context, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    private sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 160;

        public int Height => 50;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
