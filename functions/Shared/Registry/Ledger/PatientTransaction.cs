using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pipeline.Registry;

/// <summary>A transaction that holds one patient's lock until it ends. Not committed, it leaves nothing.</summary>
public sealed class PatientTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction transaction;

    internal PatientTransaction(RegistryContext registry, IDbContextTransaction transaction, Patient patient)
    {
        Registry = registry;
        this.transaction = transaction;
        Patient = patient;
    }

    /// <summary>The registry within this transaction.</summary>
    public RegistryContext Registry { get; }

    /// <summary>The patient, read under the lock. Its events and cases are not loaded.</summary>
    public Patient Patient { get; }

    /// <summary>The patient.</summary>
    public Guid PatientId => Patient.Id;

    /// <summary>What the ledger says of the patient, everything saved in this transaction included.</summary>
    public async Task<LedgerState> LedgerAsync(CancellationToken cancellationToken = default)
    {
        List<LedgerEvent> events = await Registry.LedgerEvents.AsNoTracking()
            .Where(entry => entry.PatientId == PatientId).ToListAsync(cancellationToken);
        return LedgerState.Of(events, DateTimeOffset.MaxValue);
    }

    /// <summary>Saves what was changed and commits.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        await Registry.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Releases the lock; rolls back what was not committed and forgets every tracked entity.</summary>
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        Registry.ChangeTracker.Clear();
        Registry.OutboxGrew = false;
    }
}
