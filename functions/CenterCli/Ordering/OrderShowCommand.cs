using System.CommandLine;
using System.Globalization;
using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary><c>center order list</c>, <c>show</c> and <c>candidates</c>.</summary>
internal static class OrderShowCommand
{
    public static Command CreateList(CommandContext context, SharedOptions shared)
    {
        Option<ProcessorId?> processor = IdOption.Processor(context);
        var all = new Option<bool>("--all") { Description = context.Choose("終わったものも", "Those that have ended, too") };
        Option<bool> json = JsonOption.Create(context);
        var command = new Command("list", context.Choose("注文を表示する。", "Lists the orders.")) { processor, all, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<OrderSummary> orders = await OrderCommand.Open(parsed, shared).GetOrdersAsync(parsed.GetValue(processor), parsed.GetValue(all), cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOption.Write(context, orders, CenterJson.Printed.ListOrderSummary);
                return ExitCodes.Done;
            }

            context.Say($"注文: {orders.Count}", $"Orders: {orders.Count}");
            PlainTable.Show(
                context,
                [
                    "ID", context.Choose("状態", "State"), context.Choose("提供先", "Processor"), context.Choose("注文日時", "Placed"), context.Choose("注文者", "By"),
                    context.Choose("提供/検査", "Provided/studies"), context.Choose("理由", "Reason"),
                ],
                [.. orders.Select(order => new[]
                {
                    order.Id.ToString(), OrderTexts.Of(order.State, context), order.Processor.Value, ReviewTexts.Time(order.Placed), OrderTexts.By(order),
                    string.Create(CultureInfo.InvariantCulture, $"{order.Provided}/{order.Cases}"), order.Reason,
                })]);
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateShow(CommandContext context, SharedOptions shared)
    {
        Argument<Guid> id = OrderCommand.Id(context);
        Option<bool> json = JsonOption.Create(context);
        var command = new Command("show", context.Choose(
            "注文の検査を一件ずつ、提供の状態と、提供できない理由とともに表示する。", "Shows an order's studies: provided or not, and every rule that blocks.")) { id, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            OrderReport report = await OrderCommand.Open(parsed, shared).GetOrderAsync(parsed.GetValue(id), cancellationToken);
            if (parsed.GetValue(json))
            {
                JsonOption.Write(context, report, CenterJson.Printed.OrderReport);
                return ExitCodes.Done;
            }

            Tell(report, context);
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command CreateCandidates(CommandContext context, SharedOptions shared)
    {
        Option<ProcessorId?> processor = IdOption.Processor(context);
        processor.Required = true;
        Option<FacilityId?> facility = IdOption.Facility(context);
        facility.Description = context.Choose("この施設の検査だけ", "Of this facility only");
        var domain = new Option<string?>("--domain") { HelpName = "DOMAIN", Description = context.Choose("この領域だけ (abdomen, breast, heart)", "Of this domain only (abdomen, breast, heart)") };
        var disease = new Option<string?>("--disease") { HelpName = "ICD-10", Description = context.Choose("病名コードがこれで始まるもの", "With a diagnosis whose code begins so") };
        var number = new Option<int>("--number") { HelpName = "N", DefaultValueFactory = _ => 100, Description = context.Choose("最大の件数 (既定 100)", "At most so many (default 100)") };
        var command = new Command("candidates", context.Choose(
            "注文すればすぐに提供できる検査の ID を、1 行に 1 件出力する。", "Prints the IDs of studies that would go at once if they were ordered, one a line."))
        {
            processor, facility, domain, disease, number,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<Guid> cases = await OrderCommand.Open(parsed, shared).GetCandidatesAsync(
                parsed.GetValue(processor)!.Value, new CandidateFilter(parsed.GetValue(facility), parsed.GetValue(domain), parsed.GetValue(disease)), parsed.GetValue(number), cancellationToken);
            cases.ForEach(one => context.Say(one.ToString()));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Tell(OrderReport report, CommandContext context)
    {
        OrderSummary order = report.Order;
        context.Say($"{order.Id}: {OrderTexts.Of(order.State, context)}、{order.Processor}、{ReviewTexts.Time(order.Placed)} {OrderTexts.By(order)}", $"{order.Id}: {OrderTexts.Of(order.State, context)}, {order.Processor}, {ReviewTexts.Time(order.Placed)} by {OrderTexts.By(order)}");
        context.Say($"理由: {order.Reason}", $"Reason: {order.Reason}");
        if (order.Ended is { } ended)
        {
            context.Say($"終了: {ReviewTexts.Time(ended)} {order.EndedBy} ({order.EndReason})", $"Ended: {ReviewTexts.Time(ended)} by {order.EndedBy} ({order.EndReason})");
        }

        string counts = string.Join(", ", report.Lines.CountBy(line => line.State).OrderBy(one => one.Key).Select(one => $"{OrderTexts.Of(one.Key, context)} {one.Value}"));
        context.Say($"検査 {order.Cases} 件: {counts}", $"{order.Cases} studies: {counts}");
        PlainTable.Show(
            context,
            [
                context.Choose("検査", "Study"), context.Choose("施設", "Facility"), context.Choose("状態", "State"), context.Choose("提供日時", "Provided"),
                context.Choose("受領日時", "Pulled"), context.Choose("消去", "Deletion"), context.Choose("提供できない理由", "What blocks"),
            ],
            [.. report.Lines.Select(line => new[]
            {
                line.Case.ToString(), line.Facility.Value, OrderTexts.Of(line.State, context), OrderTexts.Time(line.Published), OrderTexts.Time(line.Pulled),
                OrderTexts.Deletion(line, context), OrderTexts.Blocking(line.Blocking, context),
            })]);
    }
}
