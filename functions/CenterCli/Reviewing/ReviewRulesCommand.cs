using System.CommandLine;
using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center review rules</c> and <c>center review retire</c>.</summary>
internal static class ReviewRulesCommand
{
    public static Command CreateList(CommandContext context, SharedOptions shared)
    {
        var json = JsonOption.Create(context);
        var command = new Command("rules", context.Choose("装置の規則を表示する。", "Lists the device rules.")) { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<DeviceRuleEntry> rules = await shared.Open(ReviewCommand.Reviewer(parsed, shared)).GetDeviceRulesAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOption.Write(context, rules, CenterJson.Printed.ListDeviceRuleEntry);
                return ExitCodes.Done;
            }

            PlainTable.Show(
                context,
                [
                    context.Choose("規則", "Rule"), context.Choose("版", "Version"), context.Choose("製造元・機種・版", "Maker, model, software"), context.Choose("大きさ", "Size"),
                    context.Choose("扱い", "Treatment"), context.Choose("承認", "Approved"), context.Choose("根拠", "Why"),
                ],
                [.. rules.Select(rule => new[]
                {
                    rule.Rule, rule.Version.ToString(CultureInfo.InvariantCulture), $"{Said(rule.Match.Manufacturer)} / {Said(rule.Match.Model)} / {Said(rule.Match.SoftwareVersions)}", Size(rule.Match),
                    ReviewTexts.Treatment(rule.Treatment, rule.TrustsRegions, rule.Hidden, context), $"{ReviewTexts.Time(rule.Approved)} {rule.ApprovedBy}", rule.Why,
                })]);
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateRetire(CommandContext context, SharedOptions shared)
    {
        var rule = new Argument<string>("rule") { HelpName = "RULE", Description = context.Choose("規則 (center review rules の最初の列)", "The rule (first column of center review rules)") };
        var reason = new Option<string>("--reason") { HelpName = "TEXT", Required = true, Description = context.Choose("廃止の理由", "Why it is taken back") };
        var command = new Command("retire", context.Choose(
            "装置の規則を廃止する。これから作る研究用データに使わない。提供済みのものは変わらない。",
            "Takes a device rule back: nothing more is made by it. What was published stays."))
        {
            rule, reason,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            CenterApi api = shared.Open(ReviewCommand.Reviewer(parsed, shared));
            await api.PostRetirementAsync(parsed.GetRequiredValue(rule), parsed.GetRequiredValue(reason), cancellationToken);
            context.Say("廃止しました。", "Taken back.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Said(string? pattern) => pattern ?? "*";

    private static string Size(DeviceMatch match) => $"{match.Columns?.ToString(CultureInfo.InvariantCulture) ?? "*"}×{match.Rows?.ToString(CultureInfo.InvariantCulture) ?? "*"}";
}
