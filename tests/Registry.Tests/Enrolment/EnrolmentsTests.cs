using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests.Enrolment;

/// <summary>Today is 1 June 2026.</summary>
public sealed class EnrolmentsTests(PostgresServer postgres)
{
    private static readonly FacilityId Gamma = new("gamma");
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly Lazy<string> Key = new(() => PemOf(3072));

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_center_can_be_enrolled_from_nothing_so_that_every_rule_of_enrolment_holds(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        var processor = new ProcessorFacts { Name = "認定事業者", Address = "架空1-1", Representative = "代表 花子", Use = CertifiedUse.Anonymised, PublicKeyId = "k1", PublicKeyPem = Key.Value };
        var project = new ProjectFacts
        {
            Title = "研究", ApprovalNumber = "R-1", ApprovedFrom = Seed.Year, Modalities = ["US"], PublicKeyId = "k2", PublicKeyPem = Key.Value,
            Members = new Dictionary<string, IReadOnlyList<string>> { ["person"] = ["heart"] },
        };
        var facility = new FacilityFacts { Name = "γ病院", NameEnglish = "Gamma", FilingMade = Seed.Year, FilingPublished = Seed.Year, Posted = Seed.Year, EntrustedFrom = Seed.Year };

        string?[] answers = await registry.RunAsync<Enrolments, string?[]>(async enrolments =>
        [
            await enrolments.EnterAsync(Seed.Processor, processor, "op"),
            await enrolments.EnterAsync(Seed.Liver, project, "op"),
            await enrolments.EnterAsync(Seed.Alpha, facility, "op"),
            await enrolments.ContractAsync(Seed.Alpha, Seed.Processor, new PeriodFacts(Seed.Year), "op"),
            await enrolments.ParticipateAsync(Seed.Alpha, Seed.Liver, new PeriodFacts(Seed.Year), "op"),
        ]);
        (Guid patient, _) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());

        answers.ShouldAllBe(answer => answer == null);
        (await Deciding.AllAsync(registry, patient)).ShouldBe(["Certified processor - new", "Research liver - new"]);
        (await registry.RunAsync<RegistryContext, List<string>>(context => context.ProjectMembers.Select(member => member.Subject).ToListAsync())).ShouldBe(["person"]);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_end_that_is_entered_has_every_study_of_the_facility_decided_anew_and_is_audited_with_what_was(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await registry.PatientAsync("P2", null, Seed.Listed());
        (await Deciding.AllAsync(registry, patient))[0].ShouldBe("Certified processor - new");
        int before = await ReviewsAsync(registry);

        (await registry.RunAsync<Enrolments, string?>(e => e.ContractAsync(Seed.Alpha, Seed.Processor, new PeriodFacts(Until: Today.AddDays(-1)), "op"))).ShouldBeNull();
        (await registry.RunAsync<Enrolments, string?>(e => e.ContractAsync(Seed.Alpha, Seed.Processor, new PeriodFacts(Until: Today.AddDays(-1)), "op"))).ShouldBeNull();

        (await ReviewsAsync(registry)).ShouldBe(before + 1, "one patient has studies; entered again nothing changes");
        (await Deciding.AllAsync(registry, patient))[0].ShouldBe("Certified processor C1 new");
        AuditEntry audited = await registry.RunAsync<RegistryContext, AuditEntry>(context => context.AuditEntries.SingleAsync(row => row.Action == "enrolment.contract"));
        JsonElement change = JsonSerializer.Deserialize<JsonElement>(audited.Details!).GetProperty("changes")[0];
        (change.GetProperty("fact").GetString(), change.GetProperty("was").GetString(), change.GetProperty("is").GetString()).ShouldBe(("Until", null, "2026-05-31"));
        (audited.Actor, audited.FacilityId).ShouldBe(("op", Seed.Alpha));
    }

    [Fact]
    public async Task An_end_stays_unless_it_is_taken_back_by_name()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<Enrolments, string?>(e => e.ContractAsync(Seed.Alpha, Seed.Processor, new PeriodFacts(Until: Today), "op"));
        await registry.RunAsync<Enrolments, string?>(e => e.ContractAsync(Seed.Alpha, Seed.Processor, new PeriodFacts(), "op"));
        DateOnly? kept = await UntilAsync(registry);
        await registry.RunAsync<Enrolments, string?>(e => e.ContractAsync(Seed.Alpha, Seed.Processor, new PeriodFacts(NoEnd: true), "op"));

        kept.ShouldBe(Today);
        (await UntilAsync(registry)).ShouldBeNull();
    }

    [Theory]
    [InlineData("filing", "2026-05-31", "C1")]
    [InlineData("posted", "2026-05-31", "C1")]
    [InlineData("filing", "2026-06-01", "-")]
    [InlineData("posted", "2026-06-01", "-")]
    public async Task Filing_and_posting_end_with_their_last_day(string fact, string until, string outcome)
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        DateOnly day = DateOnly.Parse(until);
        await registry.RunAsync<Enrolments, string?>(e => e.EnterAsync(Seed.Alpha, fact == "filing" ? new FacilityFacts { FilingUntil = day } : new FacilityFacts { PostedUntil = day }, "op"));

        (await Deciding.AllAsync(registry, patient))[0].ShouldBe($"Certified processor {outcome} new");
        DateOnly? review = await registry.RunAsync<RegistryContext, DateOnly?>(context => context.ReleaseDecisions.Where(row => row.Track == Track.Certified).Select(row => row.ReviewOn).SingleAsync());
        review.ShouldBe(outcome == "-" ? day.AddDays(1) : null);
    }

    [Fact]
    public async Task What_was_entered_by_mistake_can_be_cleared()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        (await registry.RunAsync<Enrolments, string?>(e => e.EnterAsync(Seed.Alpha, new FacilityFacts { Cleared = ["posted"] }, "op"))).ShouldBeNull();
        (await registry.RunAsync<Enrolments, string?>(e => e.EnterAsync(Seed.Alpha, new FacilityFacts { Cleared = ["name"] }, "op"))).ShouldBe(EnrolmentReasons.Incomplete);

        Facility row = await registry.RunAsync<RegistryContext, Facility>(context => context.Facilities.SingleAsync(one => one.Id == Seed.Alpha));
        (row.Posted, row.FilingPublished).ShouldBe((null, Seed.Year));
    }

    public static TheoryData<string, FacilityFacts, string> BadFacilities => new()
    {
        { "no English name", new FacilityFacts { Name = "γ" }, EnrolmentReasons.Incomplete },
        { "blank name", new FacilityFacts { Name = " ", NameEnglish = "g" }, EnrolmentReasons.Incomplete },
        { "ends before it begins", new FacilityFacts { Name = "γ", NameEnglish = "g", EntrustedFrom = Today, EntrustedUntil = Today.AddDays(-1) }, EnrolmentReasons.Period },
        { "ends without a beginning", new FacilityFacts { Name = "γ", NameEnglish = "g", PostedUntil = Today }, EnrolmentReasons.Period },
        { "published before it was filed", new FacilityFacts { Name = "γ", NameEnglish = "g", FilingMade = Today, FilingPublished = Today.AddDays(-1) }, EnrolmentReasons.Period },
        { "no network", new FacilityFacts { Name = "γ", NameEnglish = "g", UploadRange = "everywhere" }, EnrolmentReasons.Network },
        { "IPv6", new FacilityFacts { Name = "γ", NameEnglish = "g", UploadRange = "203.0.113.0/24,2001:db8::/32" }, EnrolmentReasons.Network },
    };

    [Theory]
    [MemberData(nameof(BadFacilities))]
    public async Task A_facility_that_lacks_something_is_not_entered(string why, FacilityFacts facts, string refusal)
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);

        (await registry.RunAsync<Enrolments, string?>(e => e.EnterAsync(Gamma, facts, "op"))).ShouldBe(refusal, why);
        (await registry.RunAsync<RegistryContext, int>(context => context.Facilities.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("private")]
    [InlineData("nonsense")]
    [InlineData("nameless")]
    public async Task A_key_that_packages_cannot_safely_be_encrypted_for_is_refused(string fault)
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        using RSA rsa = RSA.Create(3072);
        string pem = fault switch { "short" => PemOf(2048), "private" => rsa.ExportPkcs8PrivateKeyPem(), "nonsense" => "-----BEGIN", _ => Key.Value };
        var facts = new ProcessorFacts { Name = "n", Address = "a", Representative = "r", Use = CertifiedUse.Anonymised, PublicKeyId = fault == "nameless" ? null : "k", PublicKeyPem = pem };

        (await registry.RunAsync<Enrolments, string?>(e => e.EnterAsync(Seed.Processor, facts, "op"))).ShouldBe(EnrolmentReasons.Key);
    }

    [Fact]
    public async Task What_is_not_there_or_leaves_gets_no_contract()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<FacilityErasures, bool>(erasures => erasures.OrderAsync(Seed.Beta, "op"));
        string?[] refusals = await registry.RunAsync<Enrolments, string?[]>(async e =>
        [
            await e.ContractAsync(Seed.Alpha, new ProcessorId("none"), new PeriodFacts(Today), "op"),
            await e.ContractAsync(Gamma, Seed.Processor, new PeriodFacts(Today), "op"),
            await e.ParticipateAsync(Seed.Alpha, new ProjectId("none"), new PeriodFacts(Today), "op"),
            await e.ContractAsync(Seed.Beta, Seed.Processor, new PeriodFacts(NoEnd: true), "op"),
        ]);

        refusals.ShouldBe([EnrolmentReasons.Unknown, EnrolmentReasons.Unknown, EnrolmentReasons.Unknown, EnrolmentReasons.Left]);
        (await registry.RunAsync<Enrolments, string?>(e => e.EnterAsync(Seed.Beta, new FacilityFacts { EntrustedUntil = Today.AddYears(1) }, "op"))).ShouldBe(EnrolmentReasons.Left);
    }

    private static Task<int> ReviewsAsync(TestRegistry registry)
        => registry.RunAsync<RegistryContext, int>(context => context.OutboxMessages.CountAsync(row => row.Queue == QueueNames.ReleaseReview));

    private static Task<DateOnly?> UntilAsync(TestRegistry registry)
        => registry.RunAsync<RegistryContext, DateOnly?>(context => context.ProcessorContracts.Where(row => row.FacilityId == Seed.Alpha).Select(row => row.Until).SingleAsync());

    private static string PemOf(int bits)
    {
        using RSA rsa = RSA.Create(bits);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }
}
