using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Records what the queue <c>release-review</c> gave up, so that an operator sees it and can resend it.</summary>
public sealed class RecordDeadReleaseReview(DeadLetterRecord record) : IFunction<JsonElement>
{
    /// <inheritdoc/>
    public Task HandleAsync(JsonElement message, CancellationToken cancellationToken)
        => record.AddAsync(QueueNames.ReleaseReview, message, cancellationToken);
}
