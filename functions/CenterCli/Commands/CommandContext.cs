using Pipeline.Registry;
using Spectre.Console;

namespace Pipeline.CenterCli;

/// <summary>What commands are given from outside.</summary>
internal sealed record CommandContext
{
    /// <summary>What people are spoken to in.</summary>
    public required Language Language { get; init; }

    /// <summary>Standard output.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Whether a person watches standard output.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Standard output for bars and tables; costs time to make, so only for a terminal.</summary>
    public required Lazy<IAnsiConsole> Console { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IRandomNames Names { get; init; }

    /// <summary>Made by the first command that asks the center something.</summary>
    public required Lazy<HttpClient> Http { get; init; }

    /// <summary>Reads environment variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Writes a line to standard output, never wrapped.</summary>
    public void Say(string line) => Out.WriteLine(line);

    /// <summary>Writes a line to standard output in the chosen language.</summary>
    public void Say(string ja, string en) => Say(Choose(ja, en));

    public string Choose(string ja, string en) => Language == Language.Ja ? ja : en;
}
