using Microsoft.Extensions.Options;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>
/// Hands due outbox messages to the host, which sends them after our answer. A row is not done by this: what its consumer has
/// not committed in time is handed over again.
/// </summary>
public sealed class DispatchOutbox(Outbox outbox, IOptions<IntakeOptions> options) : IFunction<TimerInfo, DueMessages>
{
    /// <summary>Messages of one answer; the next firing takes the next ones.</summary>
    private const int Most = 500;

    /// <inheritdoc/>
    public async Task<DueMessages> HandleAsync(TimerInfo message, CancellationToken cancellationToken)
    {
        TimeSpan resendAfter = TimeSpan.FromSeconds(options.Value.ResendSeconds);
        ILookup<string, string> due = (await outbox.TakeDueAsync(Most, resendAfter, cancellationToken)).ToLookup(m => m.Queue, m => m.Body);
        return new DueMessages
        {
            ReleaseReview = [.. due[QueueNames.ReleaseReview]],
            Anonymize = [.. due[QueueNames.Anonymize]],
            Deliver = [.. due[QueueNames.Deliver]],
            RecallResearch = [.. due[QueueNames.RecallResearch]],
            RecallDelivery = [.. due[QueueNames.RecallDelivery]],
        };
    }
}
