using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests;

public sealed class PatientLockTests(PostgresServer postgres)
{
    private const int Workers = 8;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Eight_workers_on_one_patient_lose_no_entry_and_leave_no_gap(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", null, Seed.Listed());
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 5; i++)
            {
                await registry.RunAsync(async services =>
                {
                    await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(patient);
                    await services.GetRequiredService<LedgerBook>().AppendAsync(transaction, Seed.OptOut(), "test");
                    await transaction.CommitAsync();
                    return true;
                });
            }
        })));

        await registry.RunAsync<RegistryContext>(async context =>
        {
            List<int> sequence = await context.LedgerEvents.OrderBy(entry => entry.Sequence).Select(entry => entry.Sequence).ToListAsync();
            sequence.ShouldBe(Enumerable.Range(1, (Workers * 5) + 1));
            (await context.Patients.SingleAsync()).Version.ShouldBe((Workers * 5) + 1);
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Eight_workers_bringing_the_same_new_patient_make_one(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        Guid[] ids = await Task.WhenAll(Enumerable.Range(0, Workers).Select(i => Task.Run(() => registry.RunAsync<PatientLock, Guid>(async patientLock =>
        {
            await using PatientTransaction transaction = await patientLock.AcquireAsync(Seed.Alpha, i % 2 == 0 ? "P1" : " P1 ");
            await transaction.CommitAsync();
            return transaction.PatientId;
        }))));
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_facilities_patients_of_one_ID_are_two(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<PatientLock>(async patientLock =>
        {
            foreach (FacilityId facility in new[] { Seed.Alpha, Seed.Beta })
            {
                await using PatientTransaction transaction = await patientLock.AcquireAsync(facility, "P1");
                await transaction.CommitAsync();
            }
        });
        (await registry.RunAsync<RegistryContext, int>(context => context.Patients.CountAsync())).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_read_before_the_lock_is_read_again_under_it(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", null, Seed.Listed());
        await registry.RunAsync(async services =>
        {
            RegistryContext context = services.GetRequiredService<RegistryContext>();
            Patient before = await context.Patients.SingleAsync();
            await registry.PatientAsync("P1", null, Seed.OptOut());
            await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(patient);
            transaction.Patient.Version.ShouldBe(before.Version + 1);
            return true;
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_not_committed_leaves_nothing(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        Task raised = registry.Signal.NextAsync();
        await registry.RunAsync(async services =>
        {
            await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(Seed.Alpha, "P1");
            await services.GetRequiredService<LedgerBook>().AppendAsync(transaction, Seed.OptOut(), "test");
            return true;
        });
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.Patients.AnyAsync()).ShouldBeFalse();
            (await context.LedgerEvents.AnyAsync()).ShouldBeFalse();
            (await context.OutboxMessages.AnyAsync()).ShouldBeFalse();
            (await context.AuditEntries.AnyAsync()).ShouldBeFalse();
        });
        raised.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_unknown_patient_cannot_be_locked_and_the_scope_goes_on(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<PatientLock>(async patientLock =>
        {
            await Should.ThrowAsync<InvalidOperationException>(() => patientLock.AcquireAsync(Guid.Empty));
            await using PatientTransaction transaction = await patientLock.AcquireAsync(Seed.Alpha, "P1");
            await transaction.CommitAsync();
        });
    }

    [Fact]
    public void The_advisory_key_of_a_patient_never_changes()
        => PatientLock.KeyOf(Guid.Parse("018f2c5e-0000-7000-8000-000000000001")).ShouldBe(5276385569103923081);
}
