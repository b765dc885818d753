using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pipeline.Outlets.Tests;

/// <summary>The process died here. What a real kill leaves undone must stay undone: from then on nothing has an effect.</summary>
public sealed class KilledException() : Exception("Killed by the test.");

/// <summary>
/// Kills a handler at its n-th point. Points lie before and after each effect: a commit, or a request that changes the
/// storage.
/// </summary>
public sealed class Kill
{
    private readonly Lock gate = new();
    private int? left;

    public bool HasStruck { get; private set; }

    /// <summary>Strikes when the point after <paramref name="survived"/> others is reached.</summary>
    public void Arm(int survived)
    {
        lock (gate)
        {
            (left, HasStruck) = (survived, false);
        }
    }

    public void Disarm()
    {
        lock (gate)
        {
            (left, HasStruck) = (null, false);
        }
    }

    /// <summary>Passes a point; true: the process is dead.</summary>
    public bool Passes()
    {
        lock (gate)
        {
            HasStruck |= left-- == 0;
            return HasStruck;
        }
    }

    public void ThrowIfDead()
    {
        if (HasStruck)
        {
            throw new KilledException();
        }
    }
}

/// <summary>Kills before and after commits, and saves nothing once dead.</summary>
public sealed class KillingTransactions(Kill kill) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        => kill.Passes() ? throw new KilledException() : ValueTask.FromResult(result);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        => kill.Passes() ? throw new KilledException() : Task.CompletedTask;

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        kill.ThrowIfDead();
        return ValueTask.FromResult(result);
    }
}
