using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Daily: deletes the copies of the opt-out desk's receipts whose three years are over.</summary>
public sealed class DeleteReceipts(DeskReceipts receipts) : IFunction<TimerInfo>
{
    /// <inheritdoc/>
    public Task HandleAsync(TimerInfo message, CancellationToken cancellationToken) => receipts.DeleteExpiredAsync("intake", cancellationToken);
}
