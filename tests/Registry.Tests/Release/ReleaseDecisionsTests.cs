using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests;

public sealed class ReleaseDecisionsTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_decision_is_recorded_where_it_differs_and_only_there(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, Guid registered) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());
        (await Deciding.AllAsync(registry, patient)).ShouldBe(["Certified processor - new", "Research liver - new"]);
        (await Deciding.AllAsync(registry, patient)).ShouldBe(["Certified processor -", "Research liver -"]);
        await registry.PatientAsync("P1", null, Seed.OptOut());
        (await Deciding.AllAsync(registry, patient)).ShouldBe(["Certified processor C4 new", "Research liver -"]);

        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.ReleaseDecisions.CountAsync(decision => decision.CaseId == registered)).ShouldBe(3);
            (await context.ReleaseDecisions.SingleAsync(decision => decision.Current && decision.Track == Track.Certified)).Blocking
                .ShouldBe([new BlockingRule("C4", ReasonCodes.OptedOut)]);
            (await context.AuditEntries.CountAsync(entry => entry.Action == "release.decided")).ShouldBe(3);
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_gate_sees_an_opt_out_that_was_appended_in_the_same_transaction(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, Guid registered) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await registry.RunAsync(async services =>
        {
            ReleaseGate gate = services.GetRequiredService<ReleaseGate>();
            await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(patient);
            ReleaseOutcome before = await gate.CertifiedAsync(registered, Seed.Processor);
            before.Allowed.ShouldBeTrue();
            before.NoticeEventId.ShouldNotBeNull();
            await services.GetRequiredService<LedgerBook>().AppendAsync(transaction, Seed.OptOut(), "test");
            (await gate.CertifiedAsync(registered, Seed.Processor)).Allowed.ShouldBeFalse();
            return true;
        });
        (await registry.RunAsync<ReleaseGate, ReleaseOutcome>(gate => gate.CertifiedAsync(registered, Seed.Processor))).Allowed.ShouldBeTrue("it was not committed");
    }

    [Fact]
    public async Task An_opt_out_recorded_by_a_machine_whose_clock_is_ahead_counts()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        (_, Guid registered) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        registry.Clock.Now += TimeSpan.FromMinutes(5);
        await registry.PatientAsync("P1", null, Seed.OptOut());
        registry.Clock.Now -= TimeSpan.FromMinutes(5);
        (await registry.RunAsync<ReleaseGate, ReleaseOutcome>(gate => gate.CertifiedAsync(registered, Seed.Processor))).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_transaction_nothing_is_recorded()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.RunAsync<ReleaseDecisions>(decisions => Should.ThrowAsync<InvalidOperationException>(
            () => decisions.RecordAsync(new ReleaseOutcome(Guid.Empty, Track.Certified, "processor", [], null), "test")));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Eight_workers_deciding_and_opting_out_leave_one_current_decision(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, Guid registered) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            if (i == 4)
            {
                await registry.PatientAsync("P1", null, Seed.OptOut());
            }

            await Deciding.AllAsync(registry, patient);
        })));
        await registry.RunAsync<RegistryContext>(async context =>
        {
            ReleaseDecision current = await context.ReleaseDecisions.SingleAsync(row => row.Current && row.CaseId == registered && row.Track == Track.Certified);
            current.Allowed.ShouldBeFalse();
        });
    }
}
