using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests;

public sealed class LedgerBookTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_entry_brings_its_audit_row_and_one_release_review(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("P1", null, Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.AuditEntries.Select(entry => entry.Action).ToListAsync()).ShouldBe(["ledger.listed", "ledger.notice"], ignoreOrder: true);
            OutboxMessage message = await context.OutboxMessages.SingleAsync();
            CenterMessages.Deserialize(message.Queue, message.Body).ShouldBe(new ReleaseReview(message.Id, patient));
            message.Body.ShouldNotContain("P1");
        });
    }

    public static TheoryData<Provider, LedgerEventKind, bool, bool> Recalls
    {
        get
        {
            var data = new TheoryData<Provider, LedgerEventKind, bool, bool>();
            foreach (Provider provider in Enum.GetValues<Provider>())
            {
                data.Add(provider, LedgerEventKind.OptOut, true, false);
                data.Add(provider, LedgerEventKind.NoticeVoided, true, false);
                data.Add(provider, LedgerEventKind.Death, true, false);
                data.Add(provider, LedgerEventKind.ResearchConsentWithdrawn, false, true);
                data.Add(provider, LedgerEventKind.Unlisted, true, true);
                data.Add(provider, LedgerEventKind.IdentityCorrected, true, true);
                data.Add(provider, LedgerEventKind.Notice, false, false);
                data.Add(provider, LedgerEventKind.ResearchConsent, false, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recalls))]
    public async Task What_takes_a_right_away_recalls_staged_and_published_copies_of_its_track(
        Provider provider, LedgerEventKind kind, bool recallsDeliveries, bool recallsCopies)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (_, Guid first) = await registry.PatientAsync("P1", "1.2.1", Seed.Listed());
        (_, Guid second) = await registry.PatientAsync("P1", "1.2.2");
        (_, Guid gone) = await registry.PatientAsync("P1", "1.2.3");
        (_, Guid ofAnother) = await registry.PatientAsync("P2", "1.2.4", Seed.Listed());
        await Copies.AddAsync(registry, first, DeliveryState.Published, ResearchCopyState.Published);
        await Copies.AddAsync(registry, second, DeliveryState.Staged, ResearchCopyState.Staged);
        await Copies.AddAsync(registry, gone, DeliveryState.Recalled, ResearchCopyState.Withdrawn);
        await Copies.AddAsync(registry, ofAnother, DeliveryState.Published, ResearchCopyState.Published);

        await registry.PatientAsync("P1", null, new LedgerEntry(kind, Seed.LongAgo));

        List<ICenterMessage> messages = await registry.RunAsync<RegistryContext, List<ICenterMessage>>(async context =>
            [.. (await context.OutboxMessages.ToListAsync()).Select(row => CenterMessages.Deserialize(row.Queue, row.Body))]);
        messages.OfType<RecallFromProcessor>().Select(message => message.CaseId)
            .ShouldBe(recallsDeliveries ? [first, second] : [], ignoreOrder: true);
        messages.OfType<RecallFromResearch>().Select(message => message.CaseId)
            .ShouldBe(recallsCopies ? [first, second] : [], ignoreOrder: true);
    }
}
