using Pipeline.Registry;

namespace Pipeline.CenterCli;

/// <summary>Orders as lines for people.</summary>
internal static class OrderTexts
{
    public static string Time(DateTimeOffset? time) => time is { } known ? ReviewTexts.Time(known) : "";

    public static string By(OrderSummary order) => order.Project is { } project ? $"{order.PlacedBy} ({project})" : order.PlacedBy;

    public static string Of(DeliveryOrderState state, CommandContext context) => state switch
    {
        DeliveryOrderState.Open => context.Choose("有効", "open"),
        DeliveryOrderState.Closed => context.Choose("終了", "closed"),
        _ => context.Choose("取消", "cancelled"),
    };

    public static string Of(OrderLineState state, CommandContext context) => state switch
    {
        OrderLineState.Underway => context.Choose("準備中", "under way"),
        OrderLineState.Held => context.Choose("保留", "held"),
        OrderLineState.Provided => context.Choose("提供済み", "provided"),
        _ => context.Choose("提供しない", "dropped"),
    };

    public static string Deletion(OrderLine line, CommandContext context) => line switch
    {
        { DeletionAcknowledged: { } done } => context.Choose($"消去済み {Time(done)}", $"done {Time(done)}"),
        { DeletionRequested: { } asked } => context.Choose($"依頼中 {Time(asked)}", $"requested {Time(asked)}"),
        _ => "",
    };

    /// <summary>Every rule that blocks, with the day on which it lifts by itself.</summary>
    public static string Blocking(IReadOnlyList<BlockingRule> blocking, CommandContext context) => string.Join(' ', blocking.Select(rule =>
    {
        ReasonText text = ReasonTexts.Of(rule.Reason);
        string lifts = rule.LiftsOn is { } day ? context.Choose($" [{day:yyyy-MM-dd} から]", $" [from {day:yyyy-MM-dd}]") : "";
        return $"{rule.Rule}{lifts}: {context.Choose(text.Japanese, text.English)}";
    }));
}
