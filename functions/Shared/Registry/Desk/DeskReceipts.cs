using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry;

/// <summary>The copies of receipts: looked up by number, and deleted once their three years are over.</summary>
public sealed class DeskReceipts(RegistryContext registry, AuditTrail audit, TimeProvider clock)
{
    /// <summary>A receipt, with the audit row of its having been seen, saved before it is shown; none: there is no such number.</summary>
    public async Task<DeskReceipt?> FindAsync(string number, string actor, CancellationToken cancellationToken = default)
    {
        string asked = number.Trim().ToUpperInvariant();
        DeskReceipt? receipt = await registry.DeskReceipts.AsNoTracking().SingleOrDefaultAsync(row => row.Number == asked, cancellationToken);
        if (receipt is not null)
        {
            audit.Add("desk.receipt-viewed", actor, receipt.FacilityId, receipt.PatientId, details: new { receipt.Number });
            await registry.SaveChangesAsync(cancellationToken);
        }

        return receipt;
    }

    /// <summary>Deletes those whose last day is over, with an audit row for all of them.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteExpiredAsync(string actor, CancellationToken cancellationToken = default)
    {
        DateOnly today = JapaneseDay.Of(clock.GetUtcNow());
        await using var transaction = await registry.Database.BeginTransactionAsync(cancellationToken);

        // Past the append-only guard, deliberately: their time is over.
        int deleted = await registry.DeskReceipts.Where(row => row.KeptUntil < today).ExecuteDeleteAsync(cancellationToken);
        if (deleted > 0)
        {
            audit.Add("desk.receipts-deleted", actor, details: new { deleted, before = today });
            await registry.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }
}
