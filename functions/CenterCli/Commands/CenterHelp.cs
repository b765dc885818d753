using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pipeline.CenterCli;

/// <summary>Help in the chosen language, with examples and exit codes.</summary>
internal sealed class CenterHelp(CommandContext context) : SynchronousCommandLineAction
{
    private const int Column = 26;

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        string path = PathOf(command);
        string name = path.Length == 0 ? "center" : $"center {path}";
        Option[] options = [.. command.Options, .. parseResult.RootCommandResult.Command.Options.Where(option => option.Recursive && command is not RootCommand && IsFor(command, option))];
        string arguments = string.Concat(command.Arguments.Select(argument => $" {argument.HelpName}"));
        string usage = command.Subcommands.Count > 0 ? $"{name} {context.Choose("コマンド", "COMMAND")}" : name + arguments;
        context.Say($"{command.Description}\n\n{context.Choose("使い方", "Usage")}:\n  {usage} [{context.Choose("オプション", "OPTIONS")}]\n");
        Section(context.Choose("コマンド", "Commands"), command.Subcommands.Select(sub => (sub.Name, sub.Description)));
        Section(context.Choose("引数", "Arguments"), command.Arguments.Select(argument => (argument.HelpName ?? argument.Name, argument.Description)));
        Section(context.Choose("オプション", "Options"), options.Where(option => !option.Hidden).Select(option => (NameOf(option), option.Description)));
        Section(context.Choose("例", "Examples"), HelpExamples.Of(path, context).Select(example => (example, (string?)null)));
        Section(context.Choose("終了コード", "Exit codes"), ExitCodeLines());
        return ExitCodes.Done;
    }

    /// <summary>The command's words after <c>center</c>.</summary>
    internal static string PathOf(Command command)
        => command is RootCommand ? "" : string.Join(' ', command.Parents.OfType<Command>().Select(PathOf).Append(command.Name).Where(word => word.Length > 0));

    /// <summary>De-identifying needs no center: options of signing in say nothing there.</summary>
    private static bool IsFor(Command command, Option option) => command.Name != DeidentifyCommand.Name || option is HelpOption || option.Name == LanguageOption.Name;

    private static string NameOf(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => !alias.StartsWith('/') && alias != "-?").Order().Append(option.Name));
        string value = option.HelpName ?? (option.ValueType.IsEnum ? string.Join('|', Enum.GetNames(option.ValueType)).ToLowerInvariant() : "");
        return value.Length == 0 ? names : $"{names} {value}";
    }

    private void Section(string title, IEnumerable<(string Name, string? Text)> rows)
    {
        (string Name, string? Text)[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        context.Say($"{title}:");
        foreach ((string name, string? text) in all)
        {
            context.Say(text is null ? $"  {name}" : $"  {name.PadRight(Column)} {text}");
        }

        context.Say("");
    }

    private IEnumerable<(string Name, string? Text)> ExitCodeLines() =>
    [
        ("0", context.Choose("終わった", "done")),
        ("1", context.Choose("終わったが、受け付けられなかったものや手当ての要るものがある", "done, but something was refused or needs attention")),
        ("2", context.Choose("使い方か、指定したファイルの誤り", "wrong usage, or a named file is wrong")),
        ("3", context.Choose("センターに接続できない、またはサインインできない", "the center cannot be reached or does not let you in")),
        ("130", context.Choose("中断した。もう一度実行すると続きから", "cut; run again to go on")),
    ];
}
