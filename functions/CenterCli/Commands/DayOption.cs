using System.CommandLine;
using System.Globalization;

namespace Pipeline.CenterCli;

/// <summary>Options that take a day (or a month, meaning its first day).</summary>
internal static class DayOption
{
    public static Option<DateOnly?> Create(string name, string description, CommandContext context) => new(name)
    {
        HelpName = "DATE",
        Description = description,
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, ["yyyy-MM-dd", "yyyy-MM"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                return day;
            }

            result.AddError(context.Choose($"{name} は 2026-04-01 のような日付です。", $"{name} is a date like 2026-04-01."));
            return null;
        },
    };
}
