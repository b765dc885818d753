using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>Whether a processor has standing delivery or receives only what orders name.</summary>
public sealed class ProcessorTerms(RegistryContext registry, AuditTrail audit, TimeProvider clock)
{
    /// <summary>
    /// Changes it, in one transaction with its audit row. What was provided before stays provided. Every decision about the
    /// processor becomes due, for the next sweep to take anew: a processor may have a million studies.
    /// </summary>
    /// <param name="processorId">The processor.</param>
    /// <param name="onOrder">True: by orders only. False: standing delivery.</param>
    /// <param name="by">The token's subject.</param>
    /// <param name="cancellationToken">Cuts it.</param>
    /// <returns>Whether there is such a processor. Set as it was, nothing changes.</returns>
    public async Task<bool> SetAsync(ProcessorId processorId, bool onOrder, string by, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);
        Processor? processor = await registry.Processors.SingleOrDefaultAsync(row => row.Id == processorId, cancellationToken);
        if (processor is null || processor.OnOrderSince is not null == onOrder)
        {
            return processor is not null;
        }

        processor.OnOrderSince = onOrder ? now : null;
        audit.Add(onOrder ? "processor.on-order" : "processor.standing-delivery", by, details: new { processor = processorId.Value });
        await registry.SaveChangesAsync(cancellationToken);
        DateOnly today = JapaneseDay.Of(now);
        await registry.ReleaseDecisions
            .Where(row => row.Current && row.Track == Track.Certified && row.Recipient == processorId.Value)
            .ExecuteUpdateAsync(row => row.SetProperty(decision => decision.ReviewOn, today), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
