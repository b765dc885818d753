using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Records what the queue <c>consents-uploaded</c> gave up, so that an operator sees it and can resend it.</summary>
public sealed class RecordDeadConsentsUploaded(DeadLetterRecord record) : IFunction<JsonElement>
{
    /// <inheritdoc/>
    public Task HandleAsync(JsonElement message, CancellationToken cancellationToken)
        => record.AddAsync(QueueNames.ConsentsUploaded, message, cancellationToken);
}
