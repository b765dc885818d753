using System.Text.Json;
using Pipeline.Cloud;
using Pipeline.Registry;

namespace Pipeline.Intake;

/// <summary>Records what the queue <c>study-uploaded</c> gave up, so that an operator sees it and can resend it.</summary>
public sealed class RecordDeadStudyUploaded(DeadLetterRecord record) : IFunction<JsonElement>
{
    /// <inheritdoc/>
    public Task HandleAsync(JsonElement message, CancellationToken cancellationToken)
        => record.AddAsync(QueueNames.StudyUploaded, message, cancellationToken);
}
