using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pipeline.Interleaving.Tests;

/// <summary>A run's points at the database: before a transaction or save begins, before each commit, and after it.</summary>
internal sealed class DatabasePoints : DbTransactionInterceptor, ISaveChangesInterceptor, IDbConnectionInterceptor
{
    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await BeginAsync();
        return result;
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Run.Current is { } run)
        {
            await run.PassAsync();
        }

        return result;
    }

    public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        => await EndAsync();

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Run.Current?.ThrowIfDead();
        if (eventData.Context?.Database.CurrentTransaction is null)
        {
            await BeginAsync();
        }

        return result;
    }

    public async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context?.Database.CurrentTransaction is null)
        {
            await EndAsync();
        }

        return result;
    }

    /// <summary>A transaction that was given up ends with its connection.</summary>
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (Run.Current is { } run)
        {
            run.Turns.EndWriting(run);
        }
    }

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        ConnectionClosed(connection, eventData);
        return Task.CompletedTask;
    }

    private static async ValueTask BeginAsync()
    {
        if (Run.Current is { } run)
        {
            await run.PassAsync();
            await run.Turns.BecomeWriterAsync(run);
            run.ThrowIfDead();
        }
    }

    private static async ValueTask EndAsync()
    {
        if (Run.Current is { } run)
        {
            run.HasCommitted = true;
            run.Turns.EndWriting(run);
            await run.PassAsync();
        }
    }
}
