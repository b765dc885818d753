namespace Pipeline.Registry.Tests;

public sealed class StudyStatusesTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_study_says_where_it_stands_and_why(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await AddAsync(registry, "A", DeliveryState.Recalled, ResearchCopyState.Published, Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.OptOut(), Seed.Consent());
        await AddAsync(registry, "B", DeliveryState.Published, null, Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await AddAsync(registry, "D", null, null);
        Guid unclean = await AddAsync(registry, "E", null, ResearchCopyState.Quarantined, Seed.Listed(), Seed.Consent());
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.ResearchCopies.Single(copy => copy.CaseId == unclean).Reason = "pixels.text-not-located";
            context.UploadedPackages.Add(Package(registry, "study.two-patients", null));
            context.UploadedPackages.Add(Package(registry, "package.hash", "1.2.D"));
            await context.SaveChangesAsync();
        });

        IReadOnlyList<StudyStatus> statuses = await registry.RunAsync<StudyStatuses, IReadOnlyList<StudyStatus>>(all => all.ListAsync(Seed.Alpha));
        statuses.Select(Line).ShouldBe(
        [
            "A Registered [C4] → - | liver",
            "B Registered [R1] → processor | -",
            "D Held [I1 C2 R1 package.hash] → - | -",
            "E Registered [C2 pixels.text-not-located] → - | -",
            "? Quarantined [study.two-patients] → - | -",
        ], ignoreOrder: true);
        statuses.Single(status => status.FacilityPatientId == "A").Recipients.Select(recipient => (recipient.Recipient, recipient.Allowed, recipient.IsPublished))
            .ShouldBe([("processor", false, false), ("liver", true, true)]);
        (await registry.RunAsync<StudyStatuses, IReadOnlyList<StudyStatus>>(all => all.ListAsync(Seed.Beta))).ShouldBeEmpty("another facility's studies are not told");
    }

    [Fact]
    public async Task A_study_sent_again_makes_good_what_was_quarantined_before()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<RegistryContext>(context =>
        {
            context.UploadedPackages.Add(Package(registry, "package.hash", "1.2.A"));
            return context.SaveChangesAsync();
        });
        registry.Clock.Now += TimeSpan.FromHours(1);
        Guid registered = await AddAsync(registry, "A", null, null);
        await registry.RunAsync<RegistryContext>(context =>
        {
            UploadedPackage package = Package(registry, "-", "1.2.A");
            (package.State, package.Reason, package.CaseId) = (PackageState.Registered, null, registered);
            context.UploadedPackages.Add(package);
            return context.SaveChangesAsync();
        });
        (await registry.RunAsync<StudyStatuses, IReadOnlyList<StudyStatus>>(all => all.ListAsync())).ShouldHaveSingleItem().Reasons.ShouldBe(["I1", "C2", "R1"]);
    }

    private static string Line(StudyStatus status)
        => $"{status.FacilityPatientId ?? "?"} {status.State} [{string.Join(' ', status.Reasons)}] → {List(status.DeliveredTo)} | {List(status.Research)}";

    private static string List<T>(IReadOnlyList<T> ids) => ids.Count == 0 ? "-" : string.Join(' ', ids);

    private static async Task<Guid> AddAsync(
        TestRegistry registry, string label, DeliveryState? delivery, ResearchCopyState? copy, params IReadOnlyList<LedgerEntry> ledger)
    {
        (Guid patient, Guid added) = await registry.PatientAsync(label, $"1.2.{label}", ledger);
        await Copies.AddAsync(registry, added, delivery, copy);
        await Deciding.AllAsync(registry, patient);
        return added;
    }

    private static UploadedPackage Package(TestRegistry registry, string reason, string? study)
    {
        var names = new RandomNames(registry.Clock);
        return new UploadedPackage
        {
            Id = names.NewId(), FacilityId = Seed.Alpha, BlobName = names.NewName(), ETag = "1", Size = 1, Received = registry.Clock.Now, StoragePrefix = "-",
            State = PackageState.Quarantined, Reason = reason, StudyInstanceUid = study,
        };
    }
}
