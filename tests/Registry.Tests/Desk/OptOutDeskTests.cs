using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests.Desk;

public sealed class OptOutDeskTests(PostgresServer postgres)
{
    private static readonly DeskRequest OptOut = new()
    {
        Id = Guid.Parse("0197b4a6-0000-7000-8000-000000000001"), FacilityId = Seed.Alpha, FacilityPatientId = "P1", Kind = DeskRequestKind.OptOut, By = OptOutBy.Bereaved, Channel = DeskChannel.Telephone,
    };

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_opt_out_blocks_and_recalls_at_once_and_gives_one_receipt(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, Guid study) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await Copies.AddAsync(registry, study, DeliveryState.Published, null);

        DeskReceipt receipt = (await RecordAsync(registry, OptOut)).Receipt.ShouldNotBeNull();
        DeskReceipt again = (await RecordAsync(registry, OptOut)).Receipt.ShouldNotBeNull();

        again.Number.ShouldBe(receipt.Number);
        receipt.Number.ShouldMatch("^20260601-[2-9A-Z]{8}$");
        (receipt.FacilityPatientId, receipt.TakenByName, receipt.KeptUntil).ShouldBe(("P1", "学会 花子", new DateOnly(2029, 6, 1)));
        (await Deciding.AllAsync(registry, patient))[0].ShouldBe("Certified processor C4 new");
        await registry.RunAsync<RegistryContext>(async context =>
        {
            LedgerEvent entry = await context.LedgerEvents.SingleAsync(row => row.Kind == LedgerEventKind.OptOut);
            (entry.By, entry.Operator, entry.Reason, entry.Id).ShouldBe((OptOutBy.Bereaved, "op", "telephone", receipt.LedgerEventId));
            (await context.OutboxMessages.CountAsync(row => row.Queue == QueueNames.RecallDelivery)).ShouldBe(1);
            (await context.AuditEntries.CountAsync(row => row.Action == "desk.receipt-issued" && row.PatientId == patient)).ShouldBe(1);
        });
    }

    [Fact]
    public async Task Another_request_of_the_same_patient_is_another_receipt()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());
        string first = (await RecordAsync(registry, OptOut)).Receipt!.Number;

        DeskReceipt withdrawn = (await RecordAsync(registry, OptOut with { Id = Id(2), Kind = DeskRequestKind.ResearchConsentWithdrawn, ProjectId = Seed.Liver, Reason = "by letter" })).Receipt!;
        DeskReceipt back = (await RecordAsync(registry, OptOut with { Id = Id(3), Kind = DeskRequestKind.OptOutWithdrawn, Reason = "asked again" })).Receipt!;

        new[] { first, withdrawn.Number, back.Number }.ShouldBeUnique();
        withdrawn.ProjectId.ShouldBe(Seed.Liver);
        (await Deciding.AllAsync(registry, patient)).ShouldBe(["Certified processor - new", "Research liver R1 new"]);
        (await RecordAsync(registry, OptOut with { Id = Id(4), Kind = DeskRequestKind.OptOutWithdrawn, Reason = "twice" })).Refusal.ShouldBe(DeskReasons.NotOptedOut);
    }

    [Fact]
    public async Task An_opt_out_of_one_not_known_yet_holds_from_the_first_study_on_but_only_where_the_ID_was_made_sure_of()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();

        string? refusal = (await RecordAsync(registry, OptOut)).Refusal;
        DeskReceipt? receipt = (await RecordAsync(registry, OptOut with { UnknownPatient = true })).Receipt;
        (Guid patient, _) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));

        refusal.ShouldBe(DeskReasons.PatientUnknown);
        receipt.ShouldNotBeNull();
        (await Deciding.AllAsync(registry, patient))[0].ShouldBe("Certified processor C4 new");
    }

    [Fact]
    public async Task Death_and_corrections_are_entered_once_and_give_no_receipt()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.Notice(Seed.LongAgo));
        DeskRequest death = OptOut with { Kind = DeskRequestKind.Death, DiedOn = new DateOnly(2026, 3, 1), Reason = "told by the family" };
        DeskRequest born = OptOut with { Id = Id(2), Kind = DeskRequestKind.IdentityCorrected, BirthDate = new DateOnly(1961, 2, 3), Reason = "by the hospital" };
        foreach (DeskRequest request in new[] { death, death with { Id = Id(3) }, born, born with { Id = Id(4) } })
        {
            (await RecordAsync(registry, request)).ShouldBe(new DeskOutcome(null));
        }

        (await Deciding.AllAsync(registry, patient))[0].ShouldBe("Certified processor I2 C6 new");
        (await registry.RunAsync<RegistryContext, int>(context => context.LedgerEvents.CountAsync(entry => entry.PatientId == patient))).ShouldBe(4);
    }

    public static TheoryData<string, DeskRequest> Incomplete => new()
    {
        { "no ID", OptOut with { Id = Guid.Empty } },
        { "no patient", OptOut with { FacilityPatientId = " " } },
        { "a control character", OptOut with { FacilityPatientId = "P\u00001" } },
        { "no kind", OptOut with { Kind = default } },
        { "nobody asks", OptOut with { By = default } },
        { "no channel", OptOut with { Channel = default } },
        { "too long a reason", OptOut with { Reason = new string('x', DeskRequest.LongestReason + 1) } },
        { "a withdrawal without a reason", OptOut with { Kind = DeskRequestKind.OptOutWithdrawn } },
        { "a death without a day", OptOut with { Kind = DeskRequestKind.Death, Reason = "x" } },
        { "a death tomorrow", OptOut with { Kind = DeskRequestKind.Death, Reason = "x", DiedOn = new DateOnly(2026, 6, 2) } },
        { "a correction of nothing", OptOut with { Kind = DeskRequestKind.IdentityCorrected, Reason = "x" } },
        { "born tomorrow", OptOut with { Kind = DeskRequestKind.IdentityCorrected, Reason = "x", BirthDate = new DateOnly(2026, 6, 2) } },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task What_lacks_something_is_refused_and_leaves_nothing(string why, DeskRequest request)
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await registry.PatientAsync("P1", null, Seed.Listed());

        (await RecordAsync(registry, request)).Refusal.ShouldBe(DeskReasons.Incomplete, why);
        (await registry.RunAsync<RegistryContext, int>(context => context.LedgerEvents.CountAsync())).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_receipt_outlives_its_patient_is_kept_three_years_to_the_day_and_then_deleted(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", null, Seed.Listed(), Seed.Consent());
        DeskReceipt receipt = (await RecordAsync(registry, OptOut with { Kind = DeskRequestKind.ResearchConsentWithdrawn, Reason = "by letter" })).Receipt!;
        await registry.RunAsync(async provider =>
        {
            var patientLock = (PatientLock)provider.GetService(typeof(PatientLock))!;
            await using PatientTransaction transaction = await patientLock.AcquireAsync(patient);
            await ((PatientErasure)provider.GetService(typeof(PatientErasure))!).EraseAsync(transaction.Patient, TestContext.Current.CancellationToken);
            await transaction.CommitAsync();
            return true;
        });

        (await FindAsync(registry, receipt.Number.ToLowerInvariant())).ShouldNotBeNull().FacilityPatientId.ShouldBe("P1");
        registry.Clock.Now = JapaneseDay.StartOf(new DateOnly(2029, 6, 2)).AddSeconds(-1);
        (await registry.RunAsync<DeskReceipts, int>(receipts => receipts.DeleteExpiredAsync("intake"))).ShouldBe(0);
        registry.Clock.Now = JapaneseDay.StartOf(new DateOnly(2029, 6, 2));
        (await registry.RunAsync<DeskReceipts, int>(receipts => receipts.DeleteExpiredAsync("intake"))).ShouldBe(1);
        (await FindAsync(registry, receipt.Number)).ShouldBeNull();
    }

    [Fact]
    public async Task A_receipt_cannot_be_changed()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await registry.PatientAsync("P1", null, Seed.Listed());
        await RecordAsync(registry, OptOut);

        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.Remove(await context.DeskReceipts.SingleAsync());
            await Should.ThrowAsync<InvalidOperationException>(() => context.SaveChangesAsync());
        });
    }

    private static Guid Id(int n) => Guid.Parse($"0197b4a6-0000-7000-8000-{n:000000000000}");

    private static Task<DeskOutcome> RecordAsync(TestRegistry registry, DeskRequest request)
        => registry.RunAsync<OptOutDesk, DeskOutcome>(desk => desk.RecordAsync(request, "op", "学会 花子"));

    private static Task<DeskReceipt?> FindAsync(TestRegistry registry, string number)
        => registry.RunAsync<DeskReceipts, DeskReceipt?>(receipts => receipts.FindAsync(number, "op"));
}
