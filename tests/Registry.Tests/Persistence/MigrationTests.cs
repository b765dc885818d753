using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pipeline.Registry.Tests;

/// <summary>
/// A center that runs is brought up to date with what it holds: from each earlier version of the schema, on both databases.
/// Its rows are written as the first version had them, never by today's model.
/// </summary>
public sealed class MigrationTests(PostgresServer postgres)
{
    private const string Patient = "019D0000-0000-7000-8000-000000000001";
    private const string Study = "019D0000-0000-7000-8000-000000000002";
    private const string Provision = "019D0000-0000-7000-8000-000000000003";
    private const string NoticeEntry = "019D0000-0000-7000-8000-000000000004";
    private const string ConsentEntry = "019D0000-0000-7000-8000-000000000005";
    private const string ListedEntry = "019D0000-0000-7000-8000-000000000006";
    private const string Copy = "019D0000-0000-7000-8000-000000000007";
    private const string Waiting = "019D0000-0000-7000-8000-000000000008";
    private const string Audited = "019D0000-0000-7000-8000-000000000009";

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_database_of_any_earlier_version_is_brought_up_to_date_with_all_it_holds(Provider provider)
    {
        foreach (string earlier in await VersionsAsync(provider))
        {
            await using TestRegistry registry = await Databases.CreateEmptyAsync(provider, postgres);
            await registry.RunAsync<RegistryContext>(async context =>
            {
                IMigrator migrator = context.GetService<IMigrator>();
                await migrator.MigrateAsync(context.Database.GetMigrations().First());
                foreach (string row in Rows(provider == Provider.Sqlite))
                {
                    await context.Database.ExecuteSqlRawAsync(row, $$"""{"messageId":"{{Waiting}}","patientId":"{{Patient}}"}""");
                }

                await migrator.MigrateAsync(earlier);
            });

            await registry.MigrateAsync();

            await registry.RunAsync<RegistryContext>(ShouldHoldAllAsync);
            (await Deciding.AllAsync(registry, Guid.Parse(Patient))).ShouldBe(["Certified processor - new", "Research liver - new"]);
        }
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_hold_up_the_next()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.RunAsync<RegistryContext>(async context =>
            (await context.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-05-01 03:00:00')""")).ShouldBe(1));

        await registry.MigrateAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static async Task ShouldHoldAllAsync(RegistryContext context)
    {
        context.Database.HasPendingModelChanges().ShouldBeFalse();
        (await context.Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
        Delivery delivery = await context.Deliveries.Include(d => d.Case).SingleAsync();
        (delivery.Id, delivery.State, delivery.ItemsStated, delivery.NoticeEventId).ShouldBe((Guid.Parse(Provision), DeliveryState.Published, "医用画像等（DICOM）1件", Guid.Parse(NoticeEntry)));
        delivery.Published.ShouldBe(new DateTimeOffset(2026, 5, 1, 3, 0, 0, TimeSpan.Zero));
        (delivery.Case.StudyInstanceUid, delivery.Case.Modalities.Single()).ShouldBe(("1.2.3", "US"));
        (await context.ResearchCopies.SingleAsync()).State.ShouldBe(ResearchCopyState.Published);
        OutboxMessage waiting = await context.OutboxMessages.SingleAsync();
        CenterMessages.Deserialize(waiting.Queue, waiting.Body).ShouldBe(new ReleaseReview(Guid.Parse(Waiting), Guid.Parse(Patient)));
        AuditEntry audited = await context.AuditEntries.SingleAsync();
        (audited.ChainIndex, audited.ChainHash, audited.PatientId).ShouldBe((1L, "00", Guid.Parse(Patient)));
    }

    private async Task<List<string>> VersionsAsync(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        return await registry.RunAsync<RegistryContext, List<string>>(context => Task.FromResult<List<string>>([.. context.Database.GetMigrations()]));
    }

    /// <summary>A released study as the first version of the schema holds it.</summary>
    private static IEnumerable<string> Rows(bool sqlite)
    {
        string instant = sqlite ? new DateTimeOffset(2026, 5, 1, 3, 0, 0, TimeSpan.Zero).UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture) : "'2026-05-01T03:00:00Z'";
        string no = sqlite ? "0" : "false";
        const string ledger = """INSERT INTO "LedgerEvents" ("Id", "PatientId", "Effective", "Recorded", "ToGuardian", "Sequence", "Kind", "Sex", "BirthDate", "NoticeKind") VALUES""";
        return
        [
            """INSERT INTO "Facilities" ("Id", "Name", "NameEnglish", "FilingPublished", "Posted", "EntrustedFrom") VALUES ('alpha', 'α病院', 'Alpha Hospital', '2026-01-01', '2026-01-01', '2026-01-01')""",
            """INSERT INTO "Processors" ("Id", "Name", "Address", "Representative", "Use", "PublicKeyId", "PublicKeyPem") VALUES ('processor', '認定事業者', '東京都', '代表 花子', 1, 'local', '-')""",
            """INSERT INTO "Projects" ("Id", "Title", "ApprovalNumber", "ApprovedFrom", "Domains", "Modalities", "PublicKeyId", "PublicKeyPem") VALUES ('liver', '脂肪肝', 'R-1', '2026-01-01', '[]', '[]', 'local', '-')""",
            """INSERT INTO "ProcessorContracts" ("FacilityId", "ProcessorId", "From") VALUES ('alpha', 'processor', '2026-01-01')""",
            """INSERT INTO "ProjectParticipations" ("FacilityId", "ProjectId", "From") VALUES ('alpha', 'liver', '2026-01-01')""",
            $"""INSERT INTO "Patients" ("Id", "FacilityId", "FacilityPatientId", "Version") VALUES ('{Patient}', 'alpha', 'P1', 1)""",
            $"{ledger} ('{ListedEntry}', '{Patient}', '2026-01-05', {instant}, {no}, 1, 1, 1, '1960-02-03', NULL)",
            $"{ledger} ('{NoticeEntry}', '{Patient}', '2026-01-05', {instant}, {no}, 2, 2, 0, NULL, 3)",
            $"{ledger} ('{ConsentEntry}', '{Patient}', '2026-01-05', {instant}, {no}, 3, 6, 0, NULL, NULL)",
            $"""
            INSERT INTO "Cases" ("Id", "FacilityId", "PatientId", "StudyInstanceUid", "StudyDate", "Modalities", "BirthDate", "Sex", "Registered", "ContentVersion")
            VALUES ('{Study}', 'alpha', '{Patient}', '1.2.3', '2026-04-01', '["US"]', '1960-02-03', 1, {instant}, 1)
            """,
            $"""
            INSERT INTO "Deliveries" ("Id", "CaseId", "ProcessorId", "ContentVersion", "BlobName", "State", "Created", "Published", "ProcessorStated", "ItemsStated", "NoticeEventId", "Size")
            VALUES ('{Provision}', '{Study}', 'processor', 1, 'b1', 2, {instant}, {instant}, '認定事業者', '医用画像等（DICOM）1件', '{NoticeEntry}', 10)
            """,
            $"""
            INSERT INTO "ResearchCopies" ("Id", "CaseId", "ProjectId", "ContentVersion", "BlobName", "PreviewPrefix", "Previews", "State", "Instances", "InstancesLeftOut", "Size", "Created", "Published")
            VALUES ('{Copy}', '{Study}', 'liver', 1, 'b2', 'p2', 1, 2, 1, 0, 10, {instant}, {instant})
            """,
            $$"""INSERT INTO "OutboxMessages" ("Id", "Queue", "Body", "Created", "Attempts") VALUES ('{{Waiting}}', 'release-review', {0}, {{instant}}, 0)""",
            $"""INSERT INTO "AuditEntries" ("Id", "At", "Actor", "Action", "PatientId", "ChainIndex", "ChainHash") VALUES ('{Audited}', {instant}, 'test', 'study.registered', '{Patient}', 1, '00')""",
        ];
    }
}
