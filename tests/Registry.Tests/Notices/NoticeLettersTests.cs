using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests.Notices;

/// <summary>Today is 1 June 2026.</summary>
public sealed class NoticeLettersTests(PostgresServer postgres)
{
    private static readonly LetterBatch May = new(new DateOnly(2026, 5, 20), "2026-04", NoticeKind.Both);

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_letter_is_a_notice_some_days_later_once_and_counts_once(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.PatientAsync("P1", "1.2.3", Seed.Listed());

        (await SentAsync(registry, " P1 ")).ShouldBe(LetterOutcome.Recorded);
        (await SentAsync(registry, "P1")).ShouldBe(LetterOutcome.Already);

        LedgerEvent notice = (await EventsAsync(registry)).ShouldHaveSingleItem();
        (notice.Method, notice.Wording, notice.NoticeKind, notice.Effective, notice.Operator, notice.ToGuardian)
            .ShouldBe((NoticeMethod.Post, "2026-04", NoticeKind.Both, new DateOnly(2026, 5, 25), "op", false));
        (await ExpensesAsync(registry)).Letters.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_letter_to_one_under_16_is_a_notice_to_patient_and_guardian_and_one_letter(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.PatientAsync("P1", null, Seed.Listed() with { BirthDate = new DateOnly(2010, 5, 21) });
        await registry.PatientAsync("P2", null, Seed.Listed() with { BirthDate = new DateOnly(2010, 5, 20) });

        await SentAsync(registry, "P1");
        await SentAsync(registry, "P2");

        (await EventsAsync(registry)).Count(entry => entry.ToGuardian).ShouldBe(1);
        (await ExpensesAsync(registry)).Letters.ShouldBe(2);
    }

    [Theory]
    [InlineData("nobody", LetterReasons.PatientNotListed)]
    [InlineData("unlisted", LetterReasons.PatientNotListed)]
    [InlineData("ageless", LetterReasons.BirthDateUnknown)]
    [InlineData("dead", LetterReasons.Died)]
    [InlineData("died-after", null)]
    [InlineData("opted-out", null)]
    public async Task A_letter_that_can_be_no_notice_is_refused(string patient, string? refusal)
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await registry.PatientAsync("unlisted", "1.2.3");
        await registry.PatientAsync("ageless", null, Seed.Listed() with { BirthDate = null });
        await registry.PatientAsync("dead", null, Seed.Listed(), new LedgerEntry(LedgerEventKind.Death, new DateOnly(2026, 5, 25)));
        await registry.PatientAsync("died-after", null, Seed.Listed(), new LedgerEntry(LedgerEventKind.Death, new DateOnly(2026, 5, 26)));
        await registry.PatientAsync("opted-out", null, Seed.Listed(), Seed.OptOut());

        (await SentAsync(registry, patient)).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public async Task A_letter_does_not_take_an_opt_out_back()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed(), Seed.OptOut());
        await SentAsync(registry, "P1");
        registry.Clock.Now += TimeSpan.FromDays(60);

        (await Deciding.AllAsync(registry, patient)).ShouldBe(["Certified processor C4 new", "Research liver R1 new"]);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_letter_that_came_back_blocks_and_recalls_and_recording_it_as_sent_again_does_not_undo_that(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, Guid study) = await registry.PatientAsync("P1", "1.2.3", Seed.Listed());
        await SentAsync(registry, "P1");
        await Copies.AddAsync(registry, study, DeliveryState.Published, null);

        (await ReturnedAsync(registry, "P1")).ShouldBe(LetterOutcome.Recorded);
        (await ReturnedAsync(registry, "P1")).ShouldBe(LetterOutcome.Already);
        (await SentAsync(registry, "P1")).ShouldBe(LetterOutcome.Already);

        registry.Clock.Now += TimeSpan.FromDays(60);
        (await Deciding.AllAsync(registry, patient))[0].ShouldBe("Certified processor C2 C4 new");
        (await registry.RunAsync<RegistryContext, int>(context => context.OutboxMessages.CountAsync(row => row.Queue == QueueNames.RecallDelivery))).ShouldBe(1);
        (await ReturnedAsync(registry, "P9")).Refusal.ShouldBe(LetterReasons.PatientNotListed);
        await registry.PatientAsync("P2", null, Seed.Listed(), Seed.Notice(Seed.LongAgo));
        (await ReturnedAsync(registry, "P2")).Refusal.ShouldBe(LetterReasons.NoneSent);
    }

    [Theory]
    [InlineData("2026-06-02", "2026-04", NoticeKind.Both, LetterReasons.Date)]
    [InlineData("2025-05-30", "2026-04", NoticeKind.Both, LetterReasons.Date)]
    [InlineData("2026-06-01", " ", NoticeKind.Both, LetterReasons.Wording)]
    [InlineData("2026-06-01", "a\nb", NoticeKind.Both, LetterReasons.Wording)]
    [InlineData("2026-06-01", "2026-04", (NoticeKind)9, LetterReasons.Kind)]
    [InlineData("2026-06-01", "2026-04", NoticeKind.Both, null)]
    public void A_batch_needs_a_day_within_a_year_a_wording_and_a_kind(string posted, string wording, NoticeKind kind, string? refusal)
        => new LetterBatch(DateOnly.Parse(posted), wording, kind).Refusal(new DateOnly(2026, 6, 1)).ShouldBe(refusal);

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_address_is_kept_only_while_the_patient_is_to_be_notified(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await ApplyAsync(registry, "患者ID,生年月日,郵便番号,住所,宛名,次世代法通知\nA,1960-02-03,999-0001,架空県架空市1-1,山田 太郎,\nB,1960-02-03,,架空県架空市2-2,,2026-05-01\nC,1960-02-03,,,,\n");

        List<PatientToNotify> before = await ListAsync(registry);
        await registry.RunAsync<NoticeLetters, LetterOutcome>(letters => letters.RecordSentAsync(Seed.Alpha, "A", May, "op"));

        before.Select(row => (row.FacilityPatientId, row.Way, row.Address?.Address)).ShouldBe([("A", NoticeMethod.Post, "架空県架空市1-1"), ("C", NoticeMethod.Visit, null)], ignoreOrder: true);
        (await ListAsync(registry)).ShouldHaveSingleItem().FacilityPatientId.ShouldBe("C");
        (await registry.RunAsync<RegistryContext, int>(context => context.PostalAddresses.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("患者ID,方法\nA,郵送\nB,郵送\nA,郵送\n", null, "2:A 3:B")]
    [InlineData("患者ID Patient,方法 Way\n'-1,郵送\n", null, "2:-1")]
    [InlineData("note,patient_id\n,A\nx,\n,\n", null, "2:A 3:")]
    [InlineData("name\nA\n", LetterReasons.List, "")]
    [InlineData("", LetterReasons.List, "")]
    public async Task A_list_of_letters_is_read_by_its_column_of_patients(string csv, string? refusal, string lines)
    {
        LetterList list = await LetterList.ReadAsync(new MemoryStream([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv)]), TestContext.Current.CancellationToken);

        list.Refusal.ShouldBe(refusal);
        string.Join(' ', list.Lines.Select(line => $"{line.Line}:{line.PatientId}")).ShouldBe(lines);
    }

    private static Task<LetterOutcome> SentAsync(TestRegistry registry, string patient)
        => registry.RunAsync<NoticeLetters, LetterOutcome>(letters => letters.RecordSentAsync(Seed.Alpha, patient, May, "op"));

    private static Task<LetterOutcome> ReturnedAsync(TestRegistry registry, string patient)
        => registry.RunAsync<NoticeLetters, LetterOutcome>(letters => letters.RecordReturnedAsync(Seed.Alpha, patient, "op"));

    private static Task<List<LedgerEvent>> EventsAsync(TestRegistry registry)
        => registry.RunAsync<RegistryContext, List<LedgerEvent>>(context => context.LedgerEvents.Where(entry => entry.Kind == LedgerEventKind.Notice).ToListAsync());

    private static async Task<ExpenseLine> ExpensesAsync(TestRegistry registry)
        => (await registry.RunAsync<Expenses, IReadOnlyList<ExpenseLine>>(expenses => expenses.CountAsync(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 1), Seed.Alpha))).Single();

    private static Task<List<PatientToNotify>> ListAsync(TestRegistry registry)
        => registry.RunAsync<PatientsToNotify, List<PatientToNotify>>(async patients => await patients.ReadAsync(Seed.Alpha).ToListAsync());

    private static async Task ApplyAsync(TestRegistry registry, string csv)
    {
        ConsentTable table = await ConsentTableReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), registry.Clock.Now);
        table.Refusal.ShouldBeNull();
        int number = 0;
        foreach (ConsentRow row in table.Rows())
        {
            number++;
            await registry.RunAsync<ConsentTables, ConsentLineResult>(tables => tables.ApplyLineAsync(Seed.Alpha, row.Accepted!, number, Guid.Empty, registry.Clock.Now, "test"));
        }
    }
}
