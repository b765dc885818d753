using System.CommandLine;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center incident</c>: what a person must look into.</summary>
internal static class IncidentCommand
{
    public static Command Create(CommandContext context, SharedOptions shared) => new("incident", context.Choose(
        "人が調べるべきことを扱う。", "Tells what a person must look into."))
    {
        CreateList(context, shared),
        CreateClose(context, shared),
    };

    private static Command CreateList(CommandContext context, SharedOptions shared)
    {
        var all = new Option<bool>("--all") { Description = context.Choose("閉じたものも", "Closed ones, too") };
        Option<bool> json = JsonOption.Create(context);
        var command = new Command("list", context.Choose("開いているものを、次に何をするかとともに表示する。", "Lists what is open, with what to do next.")) { all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<IncidentEntry> incidents = await Open(parsed, shared).GetIncidentsAsync(parsed.GetValue(all), cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOption.Write(context, incidents, CenterJson.Printed.ListIncidentEntry);
                return ExitCodes.Done;
            }

            int open = incidents.Count(incident => incident.Closed is null);
            context.Say($"開いているもの: {open}", $"Open: {open}");
            PlainTable.Show(
                context,
                [
                    "ID", context.Choose("種類", "Kind"), context.Choose("見つけた日時", "Found"), context.Choose("場所", "Place"), context.Choose("施設", "Facility"),
                    context.Choose("閉じた日時", "Closed"), context.Choose("次にすること", "What to do"),
                ],
                [.. incidents.Select(incident => new[]
                {
                    incident.Id.ToString(), incident.Kind, OrderTexts.Time(incident.Found), incident.Place, incident.Facility?.Value ?? "", OrderTexts.Time(incident.Closed),
                    context.Choose(incident.Ja, incident.En),
                })]);
            return open == 0 ? ExitCodes.Done : ExitCodes.Refusals;
        });
        return command;
    }

    private static Command CreateClose(CommandContext context, SharedOptions shared)
    {
        var id = new Argument<Guid>("incident") { HelpName = "ID", Description = context.Choose("ID (center incident list の最初の列)", "Its ID (first column of center incident list)") };
        var command = new Command("close", context.Choose("調べ終えたものを閉じる。だれが閉じたかは監査記録に残る。", "Closes what was looked into. Who closed it is audited.")) { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await Open(parsed, shared).PostIncidentClosingAsync(parsed.GetValue(id), cancellationToken);
            context.Say("閉じました。", "Closed.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static CenterApi Open(ParseResult parsed, SharedOptions shared) => shared.Open(shared.Find(parsed, OperatorIdentity.Local, IdentityKind.Operator));
}
