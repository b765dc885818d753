using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests;

public sealed class ConsentSnapshotTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_is_missing_in_a_full_table_is_unknown_and_what_forbids_stays(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid stays, _) = await registry.PatientAsync("STAYS", "1.2.1", Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());
        (Guid goes, _) = await registry.PatientAsync("GOES", "1.2.2", Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());
        (Guid forbids, _) = await registry.PatientAsync(
            "FORBIDS", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.OptOut(), new LedgerEntry(LedgerEventKind.Death, Seed.LongAgo));
        await registry.PatientAsync("NEVER-LISTED", "1.2.4");

        ConsentUpload upload = await UploadAsync(registry, "1");
        (await UnlistAsync(registry, upload, ["STAYS"])).ShouldBe(new ConsentSnapshotResult(2, 2, null));
        (await UnlistAsync(registry, upload, ["STAYS"])).ShouldBe(new ConsentSnapshotResult(2, 2, null), "run again it says the same and does nothing");
        (await UnlistAsync(registry, await UploadAsync(registry, "2"), ["STAYS"])).ShouldBe(new ConsentSnapshotResult(0, 0, null), "a resend is harmless");

        (await Deciding.AllAsync(registry, stays)).ShouldBe(["Certified processor - new", "Research liver - new"]);
        (await Deciding.AllAsync(registry, goes)).ShouldBe(["Certified processor I1 C2 new", "Research liver I1 R1 new"]);
        LedgerState state = await StateAsync(registry, forbids);
        (state.Listed, state.OptedOut, state.DiedOn).ShouldBe((false, true, Seed.LongAgo));
        (await registry.RunAsync<RegistryContext, int>(context => context.LedgerEvents.CountAsync(entry => entry.Kind == LedgerEventKind.Unlisted))).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_cut_run_goes_on_where_it_was(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid next, _) = await registry.PatientAsync("P0", null, Seed.Listed());
        await registry.PatientAsync("P1", null, Seed.Listed());
        ConsentUpload upload = await UploadAsync(registry, "1");
        await registry.PatientAsync("P1", null, new LedgerEntry(LedgerEventKind.Unlisted, Seed.LongAgo) { ConsentUploadId = upload.Id }); // as far as it came

        (await UnlistAsync(registry, upload, ["SOMEBODY-ELSE"], isReadable: false)).ShouldBe(new ConsentSnapshotResult(2, 2, null), "it was not in doubt when it began");
        (await StateAsync(registry, next)).Listed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(99, 0, true, null, null)] // few
    [InlineData(100, 300, true, null, ConsentReasons.SnapshotDropsMany)]
    [InlineData(100, 400, true, null, null)] // a fifth
    [InlineData(100, 300, true, 99, ConsentReasons.SnapshotDropsMany)]
    [InlineData(100, 300, true, 100, null)]
    [InlineData(1, 300, false, null, ConsentReasons.SnapshotUnreadable)]
    [InlineData(0, 300, false, null, null)]
    public async Task A_table_in_doubt_unlists_nobody_and_operators_are_told(int missing, int present, bool isReadable, int? confirmed, string? doubt)
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<RegistryContext>(async context =>
        {
            for (int i = 0; i < missing + present; i++)
            {
                var patient = new Patient { Id = Seed.Names.NewId(), FacilityId = Seed.Alpha, FacilityPatientId = $"P{i}" };
                context.Patients.Add(patient);
                context.LedgerEvents.Add(new LedgerEvent
                {
                    Id = Seed.Names.NewId(), PatientId = patient.Id, Kind = LedgerEventKind.Listed, Effective = Seed.LongAgo, Recorded = registry.Clock.Now, Sequence = 1,
                });
            }

            await context.SaveChangesAsync();
        });

        ConsentSnapshotResult result = await UnlistAsync(
            registry, await UploadAsync(registry, "1"), [.. Enumerable.Range(missing, present).Select(i => $"P{i}")], isReadable, confirmed);

        result.ShouldBe(new ConsentSnapshotResult(missing, doubt is null ? missing : 0, doubt));
        (await registry.RunAsync<RegistryContext, int>(context => context.Incidents.CountAsync(incident => incident.Kind == ConsentSnapshot.IncidentKind)))
            .ShouldBe(doubt is null ? 0 : 1);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_tables_the_one_made_later_wins_whatever_order_they_come_in(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        ConsentUpload old = await UploadAsync(registry, "old", madeAt: 1, isSnapshot: false);
        ConsentUpload whole = await UploadAsync(registry, "whole", madeAt: 2);
        ConsentUpload late = await UploadAsync(registry, "late", madeAt: 3, isSnapshot: false);

        // A part made after the full table has a patient that the full one lacks; then a part made before it comes at last.
        await ApplyAsync(registry, late, new ConsentLine { Line = 2, FacilityPatientId = "LATE", ResearchConsent = new ConsentCell(ConsentMark.Yes) });
        (await UnlistAsync(registry, whole, ["P1"])).ShouldBe(new ConsentSnapshotResult(1, 0, null));
        ConsentLineResult grants = await ApplyAsync(registry, old, new ConsentLine { Line = 2, FacilityPatientId = "P2", Notice = new ConsentCell(ConsentMark.Yes) });
        ConsentLineResult forbids = await ApplyAsync(
            registry, old, new ConsentLine { Line = 3, FacilityPatientId = "P3", Notice = new ConsentCell(ConsentMark.Yes), OptOut = new ConsentCell(ConsentMark.Yes) }, 2);

        grants.Appended.ShouldBeEmpty();
        grants.Problems.ShouldBe([new ConsentProblem(2, null, ConsentReasons.Overtaken)]);
        forbids.Appended.Select(entry => entry.Kind).ShouldBe([LedgerEventKind.OptOut]);
        (await registry.RunAsync<ConsentSnapshot, bool>(snapshot => snapshot.IsOvertakenAsync(old))).ShouldBeTrue();
        (await registry.RunAsync<ConsentSnapshot, bool>(snapshot => snapshot.IsOvertakenAsync(late))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_part_made_before_another_does_not_lift_what_the_later_one_recorded()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        ConsentUpload old = await UploadAsync(registry, "old", madeAt: 1, isSnapshot: false);
        ConsentUpload late = await UploadAsync(registry, "late", madeAt: 2, isSnapshot: false);
        await ApplyAsync(registry, late, new ConsentLine { Line = 2, FacilityPatientId = "P1", OptOut = new ConsentCell(ConsentMark.Yes) });

        ConsentLineResult result = await ApplyAsync(registry, old, new ConsentLine { Line = 2, FacilityPatientId = "P1", OptOut = new ConsentCell(ConsentMark.No) });

        result.Appended.ShouldBeEmpty();
        result.Problems.ShouldHaveSingleItem().Reason.ShouldBe(ConsentReasons.Overtaken);
    }

    private static Task<ConsentSnapshotResult> UnlistAsync(
        TestRegistry registry, ConsentUpload upload, string[] mentioned, bool isReadable = true, int? confirmed = null)
        => registry.RunAsync<ConsentSnapshot, ConsentSnapshotResult>(snapshot => snapshot.UnlistMissingAsync(upload, mentioned.ToHashSet(), isReadable, confirmed, "test"));

    private static Task<ConsentLineResult> ApplyAsync(TestRegistry registry, ConsentUpload upload, ConsentLine line, int number = 1)
        => registry.RunAsync<ConsentTables, ConsentLineResult>(tables => tables.ApplyLineAsync(Seed.Alpha, line, number, upload.Id, upload.Received, "test"));

    private static async Task<ConsentUpload> UploadAsync(TestRegistry registry, string name, int madeAt = 1, bool isSnapshot = true)
    {
        var upload = new ConsentUpload
        {
            Id = Seed.Names.NewId(), FacilityId = Seed.Alpha, BlobName = $"consents/{name}", ETag = "1", Received = registry.Clock.Now,
            Made = registry.Clock.Now.AddMinutes(madeAt - 10), IsSnapshot = isSnapshot,
        };
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.ConsentUploads.Add(upload);
            await context.SaveChangesAsync();
        });
        return upload;
    }

    private static Task<LedgerState> StateAsync(TestRegistry registry, Guid patientId) => registry.RunAsync(async provider =>
    {
        var patientLock = (PatientLock)provider.GetService(typeof(PatientLock))!;
        await using PatientTransaction transaction = await patientLock.AcquireAsync(patientId);
        return await transaction.LedgerAsync();
    });
}
