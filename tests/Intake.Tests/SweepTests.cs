using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Cloud;
using Pipeline.Registry;
using Pipeline.Registry.Tests;

namespace Pipeline.Intake.Tests;

/// <summary>The sweep over many patients, killed half-way and begun anew. <c>tests/soak/sweep</c> plays it with a million.</summary>
public sealed class SweepTests(PostgresServer postgres, ITestOutputHelper output)
{
    private static readonly int Patients = Number("PIPELINE_SWEEP_PATIENTS", 4_000);
    private static readonly int Due = Number("PIPELINE_SWEEP_DUE", 1_300);
    private static readonly DateOnly Today = new(2026, 6, 1);

    public static TheoryData<Provider> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_sweep_that_is_killed_half_way_goes_on_and_asks_for_each_patient_once(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await TimedAsync($"{provider}: {Patients} patients, a case and two decisions each, {Due} due", () => FillAsync(registry, provider));
        (long heapScans, long indexScans) = await ScansAsync(registry, provider);
        int batches = (2 * Due + SweepReleases.Batch - 1) / SweepReleases.Batch;
        int killedIn = (batches / 2) + 1;

        await TimedAsync($"{provider}: swept, killed in batch {killedIn} of {batches}", async () => (await Should.ThrowAsync<OperationCanceledException>(SweepAsync(registry, killedIn))).ShouldNotBeNull());
        int before = await CountAsync(registry);
        before.ShouldBeInRange(1, Due - 1);
        await TimedAsync($"{provider}: swept anew after {before}", () => SweepAsync(registry));

        List<Guid> asked = await registry.RunAsync<RegistryContext, List<Guid>>(async context =>
            [.. (await context.OutboxMessages.AsNoTracking().Select(row => row.Body).ToListAsync()).Select(body => CenterMessages.Deserialize<ReleaseReview>(body).PatientId)]);
        asked.Count.ShouldBe(Due);
        asked.Distinct().Count().ShouldBe(Due);
        await TimedAsync($"{provider}: swept again, nothing new", () => SweepAsync(registry));
        (await CountAsync(registry)).ShouldBe(Due);

        (long heapScansAfter, long indexScansAfter) = await ScansAsync(registry, provider);
        output.WriteLine($"{provider}: {heapScansAfter - heapScans} sequential and {indexScansAfter - indexScans} index scans of cases and decisions; peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
        if (provider == Provider.Postgres && Patients >= 100_000)
        {
            (heapScansAfter - heapScans).ShouldBe(0, "every query goes by an index");
        }
    }

    [Fact]
    public void A_patients_message_has_one_ID_a_day_and_lies_in_the_order_of_time()
    {
        Guid patient = Guid.Parse("0199d0c0-1111-7222-8333-444444444444");
        Guid today = SweepReleases.MessageIdOf(Today, patient);
        today.ShouldBe(SweepReleases.MessageIdOf(Today, patient));
        today.ShouldNotBe(SweepReleases.MessageIdOf(Today, Guid.Parse("0199d0c0-1111-7222-8333-444444444445")));
        string.CompareOrdinal(today.ToString(), SweepReleases.MessageIdOf(Today.AddDays(1), patient).ToString()).ShouldBeLessThan(0);
        today.Version.ShouldBe(8);
    }

    /// <summary>Sweeps as the app does; killed as it commits that batch, where one is named.</summary>
    private static Task<bool> SweepAsync(TestRegistry registry, int killedIn = 0) => registry.RunAsync(async services =>
    {
        RegistryContext context = services.GetRequiredService<RegistryContext>();
        var rules = new RulesInEffect(context, services.GetRequiredService<AuditTrail>(), services.GetRequiredService<IOptions<ReleaseSettings>>());
        int batch = 0;
        context.SavingChanges += (_, _) =>
        {
            if (context.ChangeTracker.Entries<OutboxMessage>().Any() && ++batch == killedIn)
            {
                throw new OperationCanceledException("killed");
            }
        };
        await new SweepReleases(context, services.GetRequiredService<Outbox>(), rules, registry.Clock).HandleAsync(new TimerInfo(IsPastDue: false), TestContext.Current.CancellationToken);
        return true;
    });

    private static Task<int> CountAsync(TestRegistry registry)
        => registry.RunAsync<RegistryContext, int>(context => context.OutboxMessages.CountAsync(row => row.Queue == QueueNames.ReleaseReview));

    /// <summary>Of every so-many-th patient both decisions are due today, or since yesterday; of the others in some days, or never.</summary>
    private static Task FillAsync(TestRegistry registry, Provider provider) => registry.RunAsync<RegistryContext>(async context =>
    {
        context.Facilities.Add(new Facility { Id = new FacilityId("alpha"), Name = "見本病院", NameEnglish = "Sample Hospital" });
        await context.SaveChangesAsync();
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        string numbers = provider == Provider.Postgres
            ? $"SELECT i FROM generate_series(1, {Patients}) AS i"
            : $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Patients}) SELECT i FROM n";
        string id = provider == Provider.Postgres
            ? "gen_random_uuid()"
            : "upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))";
        (string now, string yes, string day) = provider == Provider.Postgres ? ("now()", "true", "CAST({0} AS date)") : ("0", "1", "{0}");
        string due = string.Format(System.Globalization.CultureInfo.InvariantCulture, day, "'2026-06-01'");
        string past = string.Format(System.Globalization.CultureInfo.InvariantCulture, day, "'2026-05-31'");
        string ahead = string.Format(System.Globalization.CultureInfo.InvariantCulture, day, "'2026-06-20'");
        string never = string.Format(System.Globalization.CultureInfo.InvariantCulture, day, "NULL");
        await ExecuteAsync($"""INSERT INTO "Patients" ("Id", "FacilityId", "FacilityPatientId", "Version") SELECT {id}, 'alpha', 'SAMPLE-' || i, 0 FROM ({numbers}) AS s""");
        await ExecuteAsync(
            $"""
            INSERT INTO "Cases" ("Id", "FacilityId", "PatientId", "StudyInstanceUid", "Modalities", "Sex", "Registered", "ContentVersion", "ReviewVersion")
            SELECT {id}, 'alpha', "Id", '1.2.' || "FacilityPatientId", '["US"]', 0, {now}, 1, 0 FROM "Patients"
            """);
        foreach ((int track, string recipient, string dueDay, string otherwise) in new[] { (1, "nintei", due, ahead), (2, "atlas", past, never) })
        {
            await ExecuteAsync(
                $"""
                INSERT INTO "ReleaseDecisions" ("Id", "CaseId", "Track", "Recipient", "Allowed", "Blocking", "Decided", "ReviewOn", "Current")
                SELECT {id}, "Id", {track}, '{recipient}', {yes}, '[]', {now},
                    CASE WHEN CAST(substr("StudyInstanceUid", 12) AS integer) <= {Due} THEN {dueDay} ELSE {otherwise} END, {yes} FROM "Cases"
                """);
        }

        await ExecuteAsync(provider == Provider.Postgres ? "VACUUM ANALYZE" : "ANALYZE");

        async Task ExecuteAsync(string sql)
        {
#pragma warning disable EF1002 // text of our own making
            await context.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
#pragma warning restore EF1002
        }
    });

    /// <summary>How often PostgreSQL has gone through a table from end to end, and by an index.</summary>
    private static async Task<(long Sequential, long Index)> ScansAsync(TestRegistry registry, Provider provider)
    {
        if (provider != Provider.Postgres)
        {
            return default;
        }

        await Task.Delay(TimeSpan.FromSeconds(Patients >= 100_000 ? 2 : 0)); // the counters are published some time after
        return await registry.RunAsync<RegistryContext, (long, long)>(async context =>
        {
            long[] scans = await context.Database.SqlQuery<long>(
                $"""
                SELECT sum(c) FROM (
                    SELECT 1 AS n, seq_scan AS c FROM pg_stat_user_tables WHERE relname IN ('Cases', 'ReleaseDecisions')
                    UNION ALL SELECT 2, idx_scan FROM pg_stat_user_tables WHERE relname IN ('Cases', 'ReleaseDecisions')) AS t GROUP BY n ORDER BY n
                """).ToArrayAsync();
            return (scans[0], scans[1]);
        });
    }

    private async Task TimedAsync(string what, Func<Task> work)
    {
        long began = Stopwatch.GetTimestamp();
        await work();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
    }

    private static int Number(string variable, int otherwise)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
