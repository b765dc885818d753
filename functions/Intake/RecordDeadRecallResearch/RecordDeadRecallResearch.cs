using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Records what the queue <c>recall-research</c> gave up, so that an operator sees it and can resend it.</summary>
public sealed class RecordDeadRecallResearch(DeadLetterRecord record) : IFunction<JsonElement>
{
    /// <inheritdoc/>
    public Task HandleAsync(JsonElement message, CancellationToken cancellationToken)
        => record.AddAsync(QueueNames.RecallResearch, message, cancellationToken);
}
