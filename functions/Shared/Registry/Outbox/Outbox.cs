using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>
/// Messages written in the transaction of the state they follow. A row is done when its consumer has committed, not when
/// it was handed over: rows not consumed in time are handed over again.
/// </summary>
public sealed class Outbox(RegistryContext registry, TimeProvider clock, IRandomNames names)
{
    /// <summary>Adds a message; it exists once the caller's transaction commits.</summary>
    /// <param name="queue">One of <see cref="QueueNames"/>.</param>
    /// <param name="message">Makes the message for its new ID.</param>
    public void Add(string queue, Func<Guid, ICenterMessage> message)
    {
        Guid id = names.NewId();
        Add(queue, message(id));
    }

    /// <summary>
    /// Adds messages whose IDs say what they are about, leaving out those that were added before: a run that was cut and
    /// begins anew adds each once. They exist once the caller's transaction commits.
    /// </summary>
    public async Task AddNewAsync(string queue, IReadOnlyCollection<ICenterMessage> messages, CancellationToken cancellationToken = default)
    {
        List<Guid> ids = [.. messages.Select(message => message.MessageId)];
        HashSet<Guid> known = [.. await registry.OutboxMessages.Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken)];
        foreach (ICenterMessage message in messages.Where(message => known.Add(message.MessageId)))
        {
            Add(queue, message);
        }
    }

    private void Add(string queue, ICenterMessage message) => registry.OutboxMessages.Add(new OutboxMessage
    {
        Id = message.MessageId,
        Queue = queue,
        Body = CenterMessages.Serialize(message),
        Created = clock.GetUtcNow(),
    });

    /// <summary>
    /// Takes the oldest rows that were never handed over, or were and have not been consumed within <paramref name="resendAfter"/>,
    /// and commits them as handed over. Concurrent callers get different rows. Dead-lettered rows wait for an operator.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeDueAsync(int max, TimeSpan resendAfter, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        List<OutboxMessage> due = await Due(now - resendAfter, max).ToListAsync(cancellationToken);
        foreach (OutboxMessage message in due)
        {
            message.HandedOver = now;
            message.Attempts++;
        }

        await registry.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return due;
    }

    /// <summary>
    /// Marks a message consumed; it is so once the caller saves and commits. False: it was consumed before, so do nothing.
    /// A message whose row is unknown or gone gives true: messages are only hints, and handling one twice changes nothing.
    /// Of two consumers at once the second to save fails with <see cref="DbUpdateConcurrencyException"/>.
    /// </summary>
    public async Task<bool> TryConsumeAsync(Guid messageId, CancellationToken cancellationToken = default)
    {
        OutboxMessage? message = await registry.OutboxMessages.SingleOrDefaultAsync(row => row.Id == messageId, cancellationToken);
        if (message is { Consumed: not null })
        {
            return false;
        }

        if (message is not null)
        {
            message.Consumed = clock.GetUtcNow();
        }

        return true;
    }

    /// <summary>Records, and saves, that a queue gave a message up. The row is not handed over again until <see cref="ResendAsync"/>.</summary>
    public async Task RecordDeadLetterAsync(string queue, string body, CancellationToken cancellationToken = default)
    {
        if (await RowOfAsync(queue, body, cancellationToken) is { } message)
        {
            if (message.Consumed is not null || message.DeadLettered is not null)
            {
                return;
            }

            message.DeadLettered = clock.GetUtcNow();
        }

        registry.DeadLetters.Add(new DeadLetter { Id = names.NewId(), Queue = queue, Body = body, Recorded = clock.GetUtcNow() });
        await registry.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Sends a dead letter again, at an operator's wish. False: there is none, or it was resent, or nothing of ours sent it.</summary>
    public async Task<bool> ResendAsync(Guid deadLetterId, CancellationToken cancellationToken = default)
    {
        DeadLetter? letter = await registry.DeadLetters.SingleOrDefaultAsync(row => row.Id == deadLetterId && row.Resent == null, cancellationToken);
        if (letter is null || await RowOfAsync(letter.Queue, letter.Body, cancellationToken) is not { } message)
        {
            return false;
        }

        letter.Resent = clock.GetUtcNow();
        message.DeadLettered = null;
        message.HandedOver = null;
        await registry.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<OutboxMessage?> RowOfAsync(string queue, string body, CancellationToken cancellationToken)
    {
        try
        {
            Guid id = CenterMessages.Deserialize(queue, body).MessageId;
            return await registry.OutboxMessages.SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private IQueryable<OutboxMessage> Due(DateTimeOffset before, int max)
    {
        if (registry.Database.IsNpgsql())
        {
            DateTimeOffset limit = before.ToUniversalTime();
            return registry.OutboxMessages.FromSql(
                $"""
                SELECT * FROM "OutboxMessages"
                WHERE "Consumed" IS NULL AND "DeadLettered" IS NULL AND ("HandedOver" IS NULL OR "HandedOver" <= {limit})
                ORDER BY "Id" LIMIT {max} FOR UPDATE SKIP LOCKED
                """);
        }

        return registry.OutboxMessages
            .Where(row => row.Consumed == null && row.DeadLettered == null && (row.HandedOver == null || row.HandedOver <= before))
            .OrderBy(row => row.Id)
            .Take(max);
    }
}
