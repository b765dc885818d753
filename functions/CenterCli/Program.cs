using System.Text;
using Pipeline.CenterCli;
using Pipeline.Registry;
using Spectre.Console;

#pragma warning disable RS0030 // the composition root names the system clock
TimeProvider clock = TimeProvider.System;
#pragma warning restore RS0030
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var http = new Lazy<HttpClient>(static () => new HttpClient());
int code = await CenterProgram.RunAsync(args, new CommandContext
{
    Language = LanguageOption.Of(args, Environment.GetEnvironmentVariable),
    Out = Console.Out,
    IsTerminal = !Console.IsOutputRedirected,
    Console = new Lazy<IAnsiConsole>(static () => AnsiConsole.Console),
    Error = Console.Error,
    Clock = clock,
    Names = new RandomNames(clock),
    Http = http,
    Environment = Environment.GetEnvironmentVariable,
});
if (http.IsValueCreated)
{
    http.Value.Dispose();
}

return code;
