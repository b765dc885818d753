using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests;

public sealed class RegistryContextTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_ledger_and_the_audit_trail_are_append_only(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.PatientAsync("P1", null, Seed.OptOut());
        await RefusedAsync(registry, async context => context.Remove(await context.LedgerEvents.SingleAsync()));
        await RefusedAsync(registry, async context => context.Entry(await context.LedgerEvents.SingleAsync()).Property(entry => entry.Kind).CurrentValue = LedgerEventKind.Notice);
        await RefusedAsync(registry, async context => context.Remove(await context.AuditEntries.SingleAsync()));
        await RefusedAsync(registry, async context => context.Entry(await context.AuditEntries.SingleAsync()).Property(entry => entry.Actor).CurrentValue = "nobody");

        await registry.RunAsync<RegistryContext>(async context =>
        {
            AuditEntry entry = await context.AuditEntries.SingleAsync();
            (entry.ChainIndex, entry.ChainHash) = (1, "00");
            await context.SaveChangesAsync();
        });
        await RefusedAsync(registry, async context => (await context.AuditEntries.SingleAsync()).ChainHash = "11");
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_handlers_must_do_once_the_database_takes_once(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, Guid registered) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed());
        var names = new RandomNames(registry.Clock);
        Delivery Delivery(DeliveryState state, int version = 1) => new()
        {
            Id = names.NewId(), CaseId = registered, ProcessorId = Seed.Processor, ContentVersion = version, BlobName = names.NewName(), Created = registry.Clock.Now, State = state,
        };
        ResearchCopy Copy(ResearchCopyState state) => new()
        {
            Id = names.NewId(), CaseId = registered, ProjectId = Seed.Liver, ContentVersion = 1, BlobName = names.NewName(), PreviewPrefix = names.NewName(), Created = registry.Clock.Now, State = state,
        };
        UploadedPackage Package(string etag) => new()
        {
            Id = names.NewId(), FacilityId = Seed.Alpha, BlobName = "studies/1", ETag = etag, Size = 1, Received = registry.Clock.Now, StoragePrefix = "-",
        };
        ReleaseDecision Decision(bool current) => new()
        {
            Id = names.NewId(), CaseId = registered, Track = Track.Certified, Recipient = "processor", Allowed = true, Decided = registry.Clock.Now, Current = current,
        };
        ConsentUpload Table(string etag) => new()
        {
            Id = names.NewId(), FacilityId = Seed.Alpha, BlobName = "consents/1", ETag = etag, Received = registry.Clock.Now,
        };
        Instance Instance(Guid package) => new()
        {
            Id = names.NewId(), CaseId = registered, FacilityId = Seed.Alpha, PackageId = package, SopInstanceUid = "1.2.3.4", SopClassUid = "1", TransferSyntaxUid = "1",
            Sha256 = "-", Size = 1, BlobName = "-", ContentVersion = 1,
        };

        await TakesAsync(registry, true, Package("1"), Package("2"), Table("1"), Table("2"), Decision(true), Decision(false), Decision(false));
        Guid package = await registry.RunAsync<RegistryContext, Guid>(context => context.UploadedPackages.Where(row => row.ETag == "1").Select(row => row.Id).SingleAsync());
        await TakesAsync(registry, true, Instance(package), Delivery(DeliveryState.Recalled), Delivery(DeliveryState.Recalled), Delivery(DeliveryState.Staged), Delivery(DeliveryState.Staged, 2));
        await TakesAsync(registry, true, Copy(ResearchCopyState.Withdrawn), Copy(ResearchCopyState.Withdrawn), Copy(ResearchCopyState.Quarantined));
        foreach (object again in new object[]
        {
            Package("1"), Table("1"), Decision(true), Instance(package), Delivery(DeliveryState.Published), Copy(ResearchCopyState.Published), Seed.Case(patient, "1.2.3"),
            new Patient { Id = names.NewId(), FacilityId = Seed.Alpha, FacilityPatientId = "P1" },
        })
        {
            await TakesAsync(registry, false, again);
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Values_come_back_as_they_were_stored_and_instants_sort(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.ProjectMembers.Add(new ProjectMember { ProjectId = Seed.Liver, Subject = "researcher", Domains = ["腹部", "a\"b"] });
            context.UploadGrants.Add(Grant(registry, Facts.Japan("2026-06-01T08:00:00")));
            context.UploadGrants.Add(Grant(registry, new DateTimeOffset(2026, 5, 31, 23, 30, 0, TimeSpan.Zero)));
            await context.SaveChangesAsync();
        });
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.ProjectMembers.SingleAsync()).Domains.ShouldBe(["腹部", "a\"b"]);
            DateTimeOffset limit = Facts.Japan("2026-06-01T08:15:00");
            (await context.UploadGrants.SingleAsync(grant => grant.Issued > limit)).Issued.ShouldBe(Facts.Japan("2026-06-01T08:30:00"));
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_migrations_make_the_model_and_can_be_run_again(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.RunAsync<RegistryDatabase>(schema => schema.MigrateAsync());
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.Database.HasPendingModelChanges().ShouldBeFalse();
            (await context.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
        });
    }

    private static UploadGrantRecord Grant(TestRegistry registry, DateTimeOffset issued) => new()
    {
        Id = new RandomNames(registry.Clock).NewId(), FacilityId = Seed.Alpha, IssuedTo = "-", Issued = issued, Expires = issued.AddHours(4),
    };

    private static Task RefusedAsync(TestRegistry registry, Func<RegistryContext, Task> change) => registry.RunAsync<RegistryContext>(async context =>
    {
        await change(context);
        await Should.ThrowAsync<InvalidOperationException>(() => context.SaveChangesAsync());
    });

    private static Task TakesAsync(TestRegistry registry, bool taken, params object[] rows) => registry.RunAsync<RegistryContext>(async context =>
    {
        context.AddRange(rows);
        if (taken)
        {
            await context.SaveChangesAsync();
        }
        else
        {
            await Should.ThrowAsync<DbUpdateException>(() => context.SaveChangesAsync(), rows[0].GetType().Name);
        }
    });
}
