using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests;

public sealed class ConsentTablesTests(PostgresServer postgres)
{
    private const string Deck =
        """
        患者ID,生年月日,性別,次世代法通知,オプトアウト,研究同意
        A,1960-02-03,男,2026-04-01,○,○
        B,1960-02-03,男,2026-04-01,,
        C,1960-02-03,男,2026-04-01,,○
        """;

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_decks_table_decides_as_the_deck_says_and_a_resend_changes_nothing(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        var patients = new Dictionary<string, Guid>();
        foreach (string label in new[] { "A", "B", "C", "D" })
        {
            (patients[label], _) = await registry.PatientAsync(label, $"1.2.{(int)label[0]}");
        }

        (await ApplyAsync(registry, Deck)).ShouldBe(9);
        registry.Clock.Now += TimeSpan.FromDays(1);
        (await ApplyAsync(registry, Deck)).ShouldBe(0);

        (await Deciding.AllAsync(registry, patients["A"])).ShouldBe(["Certified processor C4 new", "Research liver - new"]);
        (await Deciding.AllAsync(registry, patients["B"])).ShouldBe(["Certified processor - new", "Research liver R1 new"]);
        (await Deciding.AllAsync(registry, patients["C"])).ShouldBe(["Certified processor - new", "Research liver - new"]);
        (await Deciding.AllAsync(registry, patients["D"])).ShouldBe(["Certified processor I1 C2 new", "Research liver I1 R1 new"]);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_table_does_not_take_back_an_opt_out_of_the_desk_and_says_so(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.PatientAsync("A", null, Seed.Listed(), Seed.OptOut() with { Operator = "operator" });
        ConsentLineResult result = await registry.RunAsync<ConsentTables, ConsentLineResult>(tables => tables.ApplyLineAsync(
            Seed.Alpha, new ConsentLine { Line = 7, FacilityPatientId = "A", OptOut = new ConsentCell(ConsentMark.No) }, 1, Guid.Empty, registry.Clock.Now, "test"));
        result.Appended.ShouldBeEmpty();
        result.Problems.ShouldBe([new ConsentProblem(7, "opt_out", ConsentReasons.OptOutAtDesk)]);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_table_that_was_cut_and_runs_again_does_not_say_again_what_the_desk_took_back_since(Provider provider)
    {
        await using TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        (Guid patient, _) = await registry.PatientAsync("A", "1.2.3", Seed.Listed(), Seed.Consent());
        var upload = new ConsentUpload
        {
            Id = new RandomNames(registry.Clock).NewId(), FacilityId = Seed.Alpha, BlobName = "consents/1", ETag = "1", Received = registry.Clock.Now,
        };
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.ConsentUploads.Add(upload);
            await context.SaveChangesAsync();
        });
        var stands = new ConsentLine { Line = 2, FacilityPatientId = "A", ResearchConsent = new ConsentCell(ConsentMark.Yes) };
        Task<ConsentLineResult> ApplyAsync() => registry.RunAsync<ConsentTables, ConsentLineResult>(
            tables => tables.ApplyLineAsync(Seed.Alpha, stands, 1, upload.Id, upload.Received, "test"));

        (await ApplyAsync()).Appended.ShouldBeEmpty();
        await registry.PatientAsync("A", null, new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Seed.LongAgo) { Operator = "desk" });
        (await ApplyAsync()).Appended.ShouldBeEmpty();
        (await Deciding.AllAsync(registry, patient)).ShouldContain("Research liver R1 new");
    }

    [Fact]
    public async Task Each_entry_names_the_table_and_line_it_came_from()
    {
        await using TestRegistry registry = await Databases.CreateAsync(Provider.Sqlite, postgres);
        await registry.CenterAsync();
        await ApplyAsync(registry, Deck);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.LedgerEvents.Where(entry => entry.Kind == LedgerEventKind.OptOut).Select(entry => entry.Line).SingleAsync()).ShouldBe(2);
            (await context.LedgerEvents.AllAsync(entry => entry.ConsentUploadId != null)).ShouldBeTrue();
        });
    }

    private static async Task<int> ApplyAsync(TestRegistry registry, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        ConsentTable table = await ConsentTableReader.ReadAsync(stream, registry.Clock.Now);
        Guid upload = new RandomNames(registry.Clock).NewId();
        int appended = 0;
        int number = 0;
        foreach (ConsentRow row in table.Rows())
        {
            ConsentLine line = row.Accepted.ShouldNotBeNull();
            number++;
            appended += (await registry.RunAsync<ConsentTables, ConsentLineResult>(
                tables => tables.ApplyLineAsync(Seed.Alpha, line, number, upload, registry.Clock.Now, "test"))).Appended.Count;
        }

        return appended;
    }
}
