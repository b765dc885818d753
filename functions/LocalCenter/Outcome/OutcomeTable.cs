using Pipeline.Registry;
using Spectre.Console;

namespace Pipeline.LocalCenter.Outcome;

/// <summary>The closing table: per patient what was registered, held, anonymised, delivered, and why not.</summary>
internal static class OutcomeTable
{
    /// <summary>Rows shown at most on a terminal; the summary file holds them all.</summary>
    private const int MostRows = 200;

    public static void Print(IAnsiConsole console, CenterSummary summary, bool japanese)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns(
            japanese
                ? ["施設", "患者", "状態", "認定事業者へ", "研究へ", "理由"]
                : ["facility", "patient", "state", "to the processor", "to research", "why not"]);
        foreach (StudyOutcome study in summary.Studies.Take(MostRows))
        {
            table.AddRow(
                study.Facility,
                Markup.Escape(study.Patient),
                StateOf(study.State, japanese),
                study.DeliveredTo.Count == 0 ? "–" : "[green]✓[/] " + string.Join(", ", study.DeliveredTo),
                study.Research.Count == 0 ? "–" : "[green]✓[/] " + string.Join(", ", study.Research),
                Markup.Escape(string.Join(" ", study.Reasons)));
        }

        console.Write(table);
        if (summary.Studies.Count > MostRows)
        {
            console.WriteLine(japanese ? $"… ほか {summary.Studies.Count - MostRows} 検査" : $"… and {summary.Studies.Count - MostRows} studies more");
        }

        foreach (string reason in summary.Studies.Take(MostRows).SelectMany(s => s.Reasons).Distinct())
        {
            console.WriteLine($"{reason}  {SentenceOf(reason, japanese)}");
        }

        console.WriteLine(Totals(summary, japanese));
        foreach (string violation in summary.Violations)
        {
            console.MarkupLineInterpolated($"[red]{violation}[/]");
        }
    }

    private static string SentenceOf(string reason, bool japanese)
        => japanese ? ReasonTexts.Of(reason).Japanese : ReasonTexts.Of(reason).English;

    private static string StateOf(string state, bool japanese) => state switch
    {
        "registered" => japanese ? "登録" : "registered",
        "held" => japanese ? "[yellow]保留[/]" : "[yellow]held[/]",
        _ => japanese ? "[red]隔離[/]" : "[red]quarantined[/]",
    };

    private static string Totals(CenterSummary summary, bool japanese)
    {
        FileCount files = summary.Files;
        return japanese
            ? $"{files.Total} ファイル: 登録 {files.Registered} · 隔離 {files.Quarantined} · 紛失 {files.Lost} — 研究用 {summary.Stages["anonymised"].Count} · 認定事業者へ {summary.Stages["delivered"].Count} — {summary.Seconds} 秒"
            : $"{files.Total} files: {files.Registered} registered · {files.Quarantined} quarantined · {files.Lost} lost — {summary.Stages["anonymised"].Count} anonymised · {summary.Stages["delivered"].Count} delivered — {summary.Seconds} s";
    }
}
