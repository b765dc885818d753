using Pipeline.Registry;
using Spectre.Console;

namespace Pipeline.CenterCli;

/// <summary>What commands are given from outside.</summary>
internal sealed record CommandContext
{
    /// <summary>What people are spoken to in.</summary>
    public required Language Language { get; init; }

    /// <summary>Standard output.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    public required TimeProvider Clock { get; init; }

    public required IRandomNames Names { get; init; }

    public required HttpClient Http { get; init; }

    /// <summary>Reads environment variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Writes a line to standard output, never wrapped.</summary>
    public void Say(string line) => Console.Profile.Out.Writer.WriteLine(line);

    /// <summary>Writes a line to standard output in the chosen language.</summary>
    public void Say(string ja, string en) => Say(Choose(ja, en));

    public string Choose(string ja, string en) => Language == Language.Ja ? ja : en;
}
