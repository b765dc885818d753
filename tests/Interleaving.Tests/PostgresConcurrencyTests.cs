using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Pipeline.Registry.Tests;

namespace Pipeline.Interleaving.Tests;

/// <summary>Real concurrency, on a real PostgreSQL: no turns, no points, whatever the machine makes of it.</summary>
public sealed class PostgresConcurrencyTests(PostgresServer postgres, ITestOutputHelper output)
{
    private const int Workers = 8;
    private const int ActsOfWorker = 40;
    private const string DeadlockDetected = "40P01";

    /// <summary>Long past anything but a standstill.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Eight_workers_deciding_delivering_and_opting_out_on_one_patient_neither_break_an_invariant_nor_deadlock()
    {
        Assert.SkipWhen(postgres.Absent is not null, postgres.Absent ?? string.Empty);
        await using (NpgsqlConnection connection = new(postgres.ConnectionString("postgres")))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using NpgsqlCommand create = new("CREATE DATABASE interleaving", connection);
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using Center center = await Center.StartAsync(new CenterSettings
        {
            Start = new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero), Database = postgres.ConnectionString("interleaving"),
        });
        Sender sender = new(center);
        Watch watch = new(center);
        center.Changed = watch.ChangedAsync;
        Play play = new(center, sender, watch);
        await play.PreludeAsync(Play.Released);
        watch.Violations.ShouldBeEmpty();

        Acts acts = new(center, sender, watch);
        ConcurrentBag<Exception> failures = [];
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(w => Task.Run(() => WorkAsync(new Random(w), center, acts, failures), TestContext.Current.CancellationToken)))
            .WaitAsync(Standstill, TestContext.Current.CancellationToken);

        output.WriteLine($"{Workers * ActsOfWorker} acts, {watch.Published} publications, {failures.Count} refused and tried again: "
            + string.Join(", ", failures.GroupBy(f => f.GetType().Name).Select(g => $"{g.Count()} {g.Key}")));
        failures.Where(f => (f.GetBaseException() as PostgresException)?.SqlState == DeadlockDetected).ShouldBeEmpty();
        failures.Where(f => f is not (DbUpdateException or InvalidOperationException or Azure.RequestFailedException)).ShouldBeEmpty();
        await play.EndAsync(new Random(0));
        watch.Violations.ShouldBeEmpty();
        watch.Published.ShouldBePositive();
    }

    /// <summary>Opts out and in, dispatches, and handles whatever waits, the same message as others do among it.</summary>
    private static async Task WorkAsync(Random random, Center center, Acts acts, ConcurrentBag<Exception> failures)
    {
        for (int i = 0; i < ActsOfWorker; i++)
        {
            Message? message = Next(random, center, acts);
            try
            {
                await (message is null ? acts.DispatchAsync() : acts.HandleAsync(message));
            }
            catch (Exception e)
            {
                failures.Add(e); // it comes again, as every message does
                continue;
            }

            if (message is not null && random.Next(3) > 0)
            {
                lock (center.Queue)
                {
                    center.Queue.RemoveAll(m => ReferenceEquals(m, message));
                }
            }
        }
    }

    private static Message? Next(Random random, Center center, Acts acts)
    {
        int pick = random.Next(10);
        lock (center.Queue)
        {
            return pick switch
            {
                < 2 => acts.DeskOf(random, patient: 0),
                < 4 => null,
                _ => center.Queue.Count == 0 ? null : center.Queue[random.Next(center.Queue.Count)],
            };
        }
    }
}
