using System.CommandLine;

namespace Pipeline.CenterCli;

/// <summary><c>center review list</c>.</summary>
internal static class ReviewListCommand
{
    public static Command Create(CommandContext context, SharedOptions shared)
    {
        var all = new Option<bool>("--all") { Description = context.Choose("決定済みのものも", "Those decided, too") };
        var json = JsonOption.Create(context);
        var command = new Command("list", context.Choose("画像確認者を待つ項目を表示する。", "Lists what waits for an image reviewer.")) { all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<ReviewEntry> items = await shared.Open(ReviewCommand.Reviewer(parsed, shared)).GetReviewAsync(parsed.GetValue(all), cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOption.Write(context, items, CenterJson.Printed.ListReviewEntry);
                return ExitCodes.Done;
            }

            int open = items.Count(item => item.State == "open");
            context.Say($"確認を待つ項目: {open}", $"Waiting for a reviewer: {open}");
            PlainTable.Show(
                context,
                [
                    "ID", context.Choose("状態", "State"), context.Choose("登録", "Since"), context.Choose("施設", "Facility"), context.Choose("装置", "Device"),
                    context.Choose("大きさ", "Size"), context.Choose("理由", "Reason"), context.Choose("長方形の案", "Proposed rectangles"),
                ],
                [.. items.Select(item => new[]
                {
                    item.Id.ToString(), ReviewTexts.State(item.State, context), ReviewTexts.Time(item.Created), item.Facility.Value, ReviewTexts.Device(item.Signature),
                    ReviewTexts.Size(item.Signature), item.Reason.Text.In(context.Language), ReviewTexts.Rectangles(item.Proposed),
                })]);
            return ExitCodes.Done;
        });
        return command;
    }
}
