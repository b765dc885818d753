using Spectre.Console;

namespace Pipeline.CenterCli;

/// <summary>A table with borders on a terminal, tab-separated lines elsewhere; nothing when it has no rows.</summary>
internal static class PlainTable
{
    public static void Show(CommandContext context, string[] columns, IReadOnlyCollection<string[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (!context.IsTerminal)
        {
            foreach (string[] row in rows.Prepend(columns))
            {
                context.Say(string.Join('\t', row.Select(cell => cell.Replace('\t', ' ').ReplaceLineEndings(" "))));
            }

            return;
        }

        Table table = new Table().RoundedBorder();
        table.AddColumns([.. columns.Select(Markup.Escape)]);
        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        context.Console.Value.Write(table);
    }
}
