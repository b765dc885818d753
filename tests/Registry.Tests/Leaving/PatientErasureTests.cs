using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Pipeline.Registry.Tests.Leaving;

public sealed class PatientErasureTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_a_patient_never_provided_nothing_is_kept(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (Guid patient, _) = await StoredAsync(registry, Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());

        (await EraseAsync(registry, patient)).ShouldBe((1, 1));

        (await CountsAsync(registry)).ShouldBe("patients 0, cases 0, objects 0, packages 0, ledger 0, deliveries 0");
        (await registry.RunAsync<RegistryContext, ErasedVolume>(context => context.ErasedVolumes.SingleAsync())).Bytes.ShouldBe(5_000);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_provision_record_is_kept_three_years_with_its_patient_and_ledger_and_nothing_of_the_study(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (Guid patient, Guid study) = await StoredAsync(registry, Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await ProvideAsync(registry, study);

        await EraseAsync(registry, patient);

        (await CountsAsync(registry)).ShouldBe("patients 1, cases 1, objects 0, packages 0, ledger 2, deliveries 1");
        Case kept = await registry.RunAsync<RegistryContext, Case>(context => context.Cases.SingleAsync());
        (kept.StudyInstanceUid, kept.StudyDate, kept.BirthDate, kept.Age, kept.ReportJson, kept.Sex).ShouldBe((ErasedStudy.UidOf(study), null, null, null, null, Sex.Unknown));
        (await EraseAsync(registry, patient)).ShouldBe((0, 0), "run again it changes nothing");

        registry.Clock.Now = registry.Clock.Now.AddYears(3).AddDays(1);
        await EraseAsync(registry, patient);
        (await CountsAsync(registry)).ShouldBe("patients 0, cases 0, objects 0, packages 0, ledger 0, deliveries 0");
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_opt_out_is_kept_as_long_as_its_receipt(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (Guid patient, _) = await StoredAsync(registry, Seed.Listed(), Seed.OptOut());

        await EraseAsync(registry, patient);
        string soon = await CountsAsync(registry);
        registry.Clock.Now = registry.Clock.Now.AddYears(3).AddDays(1);
        await EraseAsync(registry, patient);

        soon.ShouldBe("patients 1, cases 0, objects 0, packages 0, ledger 2, deliveries 0");
        (await CountsAsync(registry)).ShouldStartWith("patients 0");
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Ordering_an_erasure_ends_every_contract_and_open_grant_once(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        (Guid _, Guid study) = await StoredAsync(registry, Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.UploadGrants.Add(new UploadGrantRecord { Id = Seed.Names.NewId(), FacilityId = Seed.Alpha, IssuedTo = "app", Issued = registry.Clock.Now, Expires = registry.Clock.Now.AddHours(4) });
            await context.SaveChangesAsync();
        });

        await registry.RunAsync<FacilityErasures>(async erasures =>
        {
            (await erasures.OrderAsync(Seed.Alpha, "operator")).ShouldBeTrue();
            (await erasures.OrderAsync(Seed.Alpha, "operator")).ShouldBeTrue();
            (await erasures.OrderAsync(new FacilityId("nobody"), "operator")).ShouldBeFalse();
        });

        await registry.RunAsync<ReleaseGate>(async gate =>
        {
            (await gate.CertifiedAsync(study, Seed.Processor)).Blocking.Select(rule => rule.Rule).ShouldBe(["C1"]);
            (await gate.ResearchAsync(study, Seed.Liver)).Blocking.Select(rule => rule.Rule).ShouldBe(["R2"]);
        });
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.UploadGrants.SingleAsync()).Revoked.ShouldBe(registry.Clock.Now);
            (await context.AuditEntries.CountAsync(row => row.Action == "facility.erasure-ordered")).ShouldBe(1);
        });
    }

    private static async Task<(Guid Patient, Guid Case)> StoredAsync(TestRegistry registry, params LedgerEntry[] ledger)
    {
        await registry.CenterAsync();
        (Guid patient, Guid study) = await registry.PatientAsync("P1", "1.2.3", ledger);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            var package = new UploadedPackage
            {
                Id = Seed.Names.NewId(), FacilityId = Seed.Alpha, BlobName = "studies/1", ETag = "1", Size = 6_000, Received = registry.Clock.Now,
                StoragePrefix = "p", State = PackageState.Registered, CaseId = study, StudyInstanceUid = "1.2.3", FacilityPatientId = "P1", Files = 1,
            };
            context.UploadedPackages.Add(package);
            context.Instances.Add(new Instance
            {
                Id = Seed.Names.NewId(), CaseId = study, FacilityId = Seed.Alpha, PackageId = package.Id, SopInstanceUid = "1.2.3.4", SopClassUid = "1", TransferSyntaxUid = "1",
                Sha256 = "-", Size = 5_000, BlobName = "p/000001", ContentVersion = 1,
            });
            await context.SaveChangesAsync();
        });
        return (patient, study);
    }

    private static Task ProvideAsync(TestRegistry registry, Guid study) => registry.RunAsync<RegistryContext>(async context =>
    {
        context.Deliveries.Add(new Delivery
        {
            Id = Seed.Names.NewId(), CaseId = study, ProcessorId = Seed.Processor, ContentVersion = 1, BlobName = "d", Created = registry.Clock.Now,
            Published = registry.Clock.Now, State = DeliveryState.Recalled, Recalled = registry.Clock.Now,
        });
        await context.SaveChangesAsync();
    });

    private static Task<(int Cases, int Objects)> EraseAsync(TestRegistry registry, Guid patient) => registry.RunAsync(async services =>
    {
        await using PatientTransaction transaction = await services.GetRequiredService<PatientLock>().AcquireAsync(patient);
        (int, int) erased = await services.GetRequiredService<PatientErasure>().EraseAsync(transaction.Patient, CancellationToken.None);
        await transaction.CommitAsync();
        return erased;
    });

    private static Task<string> CountsAsync(TestRegistry registry) => registry.RunAsync<RegistryContext, string>(async context =>
        $"patients {await context.Patients.CountAsync()}, cases {await context.Cases.CountAsync()}, objects {await context.Instances.CountAsync()}, "
        + $"packages {await context.UploadedPackages.CountAsync()}, ledger {await context.LedgerEvents.CountAsync()}, deliveries {await context.Deliveries.CountAsync()}");
}
