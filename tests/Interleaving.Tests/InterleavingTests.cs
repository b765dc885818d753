using System.Diagnostics;
using System.Globalization;
using Pipeline.LocalCenter;

namespace Pipeline.Interleaving.Tests;

/// <summary>
/// Random schedules over the real handlers: uploads, tables, the desk's and the office's records, receipts, timers, messages
/// again and in any order, several handlers at once, kills at every effect. Soak plays a million (<c>tests/soak/interleaving</c>).
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private const int PlantedSchedules = 400;

    private static int Schedules => Setting("PIPELINE_INTERLEAVING_SCHEDULES", 2000);

    private static int First => Setting("PIPELINE_INTERLEAVING_FIRST", 0);

    [Fact]
    public async Task No_schedule_breaks_an_invariant_or_ends_otherwise_than_an_undisturbed_one()
    {
        long began = Stopwatch.GetTimestamp();
        int next = First - 1;
        int last = First + Schedules;
        string? failure = null;
        int kills = 0, runs = 0, published = 0;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            await using Stage stage = await Stage.BuildAsync();
            int seed;
            while (failure is null && (seed = Interlocked.Increment(ref next)) < last)
            {
                if (await FailureAsync(stage, Schedule.Of(seed)) is { } found)
                {
                    Interlocked.CompareExchange(ref failure, found, null);
                }
            }

            Interlocked.Add(ref kills, stage.Kills);
            Interlocked.Add(ref runs, stage.Runs);
            Interlocked.Add(ref published, stage.Published);
        }, TestContext.Current.CancellationToken)));
        double minutes = Stopwatch.GetElapsedTime(began).TotalMinutes;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{next - First} schedules from {First}, {(next - First) / minutes:F0} a minute: {runs} invocations, {kills} killed, {published} packages and previews published"));
        Assert.True(failure is null, failure);
        kills.ShouldBePositive();
        published.ShouldBePositive();
    }

    /// <summary>The same schedules where requests really travel: Azurite, and a SQLite file.</summary>
    [Fact]
    public async Task The_same_holds_on_a_real_storage()
    {
        string folder = Directory.CreateTempSubdirectory("interleaving-azurite-").FullName;
        try
        {
#pragma warning disable RS0030 // a composition root of tests: storage dates its blobs by the real time
            TimeProvider clock = TimeProvider.System;
#pragma warning restore RS0030
            await using Azurite azurite = await Azurite.StartAsync(folder, progress: null, clock, TestContext.Current.CancellationToken);
            await using Stage stage = await Stage.BuildAsync(settings => settings with
            {
                Start = clock.GetUtcNow(), Accounts = azurite.Accounts(Enum.GetValues<Cloud.StorageFamily>()),
            });
            int schedules = Setting("PIPELINE_INTERLEAVING_REAL_SCHEDULES", 20);
            for (int seed = First; seed < First + schedules; seed++)
            {
                string? failure = await FailureAsync(stage, Schedule.Of(seed));
                Assert.True(failure is null, failure);
            }

            output.WriteLine($"{schedules} schedules: {stage.Runs} invocations, {stage.Kills} killed, {stage.Published} packages and previews published");
            stage.Published.ShouldBePositive();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public Task Without_the_check_at_the_instant_of_publishing_a_schedule_fails()
        => IsCaughtAsync(settings => settings with { Fault = new LedgerHidden() }, "became readable without right");

    [Fact]
    public Task Without_recalls_a_schedule_fails() => IsCaughtAsync(settings => settings with { RecallsNothing = true }, "without right");

    [Fact]
    public Task Without_idempotency_a_schedule_fails()
        => IsCaughtAsync(settings => settings with { Fault = new PastForgotten(), Spoil = PastForgotten.DropIndex }, "twice");

    /// <summary>A planted fault is found, and found as what it is.</summary>
    private async Task IsCaughtAsync(Func<CenterSettings, CenterSettings> plant, string expected)
    {
        await using Stage stage = await Stage.BuildAsync(plant);
        for (int seed = 0; seed < PlantedSchedules; seed++)
        {
            Schedule schedule = Schedule.Of(seed);
            IReadOnlyList<string> violations = await stage.PlayAsync(schedule);
            if (violations.Any(v => v.Contains(expected, StringComparison.Ordinal)))
            {
                Schedule shrunk = await Minimiser.ShrinkAsync(schedule, async s => (await stage.PlayAsync(s)).Any(v => v.Contains(expected, StringComparison.Ordinal)));
                output.WriteLine($"caught by schedule {seed + 1}: {string.Join("; ", violations)}\n{shrunk}");
                return;
            }
        }

        Assert.Fail($"{PlantedSchedules} schedules did not see the planted fault.");
    }

    /// <summary>What went wrong in words, with the smallest schedule that shows it.</summary>
    private static async Task<string?> FailureAsync(Stage stage, Schedule schedule)
    {
        IReadOnlyList<string> violations = await stage.PlayAsync(schedule);
        if (violations.Count == 0)
        {
            return null;
        }

        Schedule shrunk = await Minimiser.ShrinkAsync(schedule, async s => (await stage.PlayAsync(s)).Contains(violations[0]));
        return $"seed {schedule.Seed}: {string.Join("; ", violations)}\nThe smallest schedule that shows it:\n{shrunk}";
    }

    private static int Setting(string name, int usual)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
