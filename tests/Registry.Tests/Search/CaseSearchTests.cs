using Microsoft.EntityFrameworkCore;

namespace Pipeline.Registry.Tests;

public sealed class CaseSearchTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_sees_what_S1_lets_be_seen_and_counts_the_rest(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        (Guid seen, _) = await AddAsync(registry, "SEEN", age: 95, ResearchCopyState.Published, Seed.Listed(), Seed.Notice(Seed.LongAgo), Seed.Consent());
        await AddAsync(registry, "STAGED", age: 50, ResearchCopyState.Staged, Seed.Listed(), Seed.Consent());
        await AddAsync(registry, "CERTIFIED", age: 50, null, Seed.Listed(), Seed.Notice(Seed.LongAgo));
        await AddAsync(registry, "HELD", age: 50, null);

        CaseSearchResult result = await SearchAsync(registry, "researcher", new CaseFilter());
        VisibleCase visible = result.Cases.ShouldHaveSingleItem();
        (result.Total, visible.Age, result.Orderable.Text).ShouldBe((1, 90, "<10"));
        visible.Diagnoses.ShouldBe([new ReportDiagnosis("K76.0", "脂肪肝")]);
        (await registry.RunAsync<CaseSearch, VisibleCase?>(search => search.FindAsync("researcher", Seed.Liver, visible.CopyId))).ShouldNotBeNull();

        (await SearchAsync(registry, "stranger", new CaseFilter())).ShouldBe(CaseSearchResult.Nothing);
        (await registry.RunAsync<CaseSearch, VisibleCase?>(search => search.FindAsync("stranger", Seed.Liver, visible.CopyId))).ShouldBeNull();
        (await SearchAsync(registry, "cardiologist", new CaseFilter())).Cases.ShouldBeEmpty();
        (await registry.RunAsync<CaseSearch, VisibleCase?>(search => search.FindAsync("cardiologist", Seed.Liver, visible.CopyId))).ShouldBeNull();

        await registry.PatientAsync("SEEN", null, new LedgerEntry(LedgerEventKind.ResearchConsentWithdrawn, Seed.LongAgo));
        await Deciding.AllAsync(registry, seen);
        (await SearchAsync(registry, "researcher", new CaseFilter())).Cases.ShouldBeEmpty("the recall is under way, the right is gone");
    }

    public static TheoryData<Provider, string, bool> Filters
    {
        get
        {
            var data = new TheoryData<Provider, string, bool>();
            foreach (Provider provider in Enum.GetValues<Provider>())
            {
                foreach ((string filter, bool found) in new[]
                {
                    ("name 脂肪", true), ("name 乳癌", false), ("code K76", true), ("code 76", false), ("ages 90-", true), ("ages 99-", true), ("ages -94", true),
                    ("ages -89", false), ("sex M", true), ("sex F", false), ("site abdomen", true), ("site breast", false), ("domain abdomen", true), ("domain heart", false),
                })
                {
                    data.Add(provider, filter, found);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_narrows_and_tells_no_age_of_90_and_over(Provider provider, string filter, bool found)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        await AddAsync(registry, "SEEN", age: 95, ResearchCopyState.Published, Seed.Listed(), Seed.Consent());
        (await SearchAsync(registry, "researcher", Filter(filter))).Total.ShouldBe(found ? 1 : 0);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_count_that_leaves_a_small_rest_is_not_told(Provider provider)
    {
        await using TestRegistry registry = await CenterAsync(provider);
        for (int i = 0; i < 12; i++)
        {
            await AddAsync(registry, $"M{i}", age: 50, null, Seed.Listed(), Seed.Notice(Seed.LongAgo));
        }

        (await SearchAsync(registry, "researcher", new CaseFilter())).Orderable.Text.ShouldBe("12");
        (await SearchAsync(registry, "researcher", new CaseFilter { Sex = Sex.Male })).Orderable.Text.ShouldBe("12");
        await AddAsync(registry, "OLD", age: 70, null, Seed.Listed(), Seed.Notice(Seed.LongAgo));
        (await SearchAsync(registry, "researcher", new CaseFilter())).Orderable.Text.ShouldBe("13");
        (await SearchAsync(registry, "researcher", new CaseFilter { AgeTo = 59 })).Orderable.Text.ShouldBe("≥10");
        (await SearchAsync(registry, "researcher", new CaseFilter { AgeFrom = 70 })).Orderable.Text.ShouldBe("<10");
    }

    private async Task<TestRegistry> CenterAsync(Provider provider)
    {
        TestRegistry registry = await Databases.CreateAsync(provider, postgres);
        await registry.CenterAsync();
        await registry.RunAsync<RegistryContext>(async context =>
        {
            context.ProjectMembers.Add(new ProjectMember { ProjectId = Seed.Liver, Subject = "researcher", Domains = ["abdomen"] });
            context.ProjectMembers.Add(new ProjectMember { ProjectId = Seed.Liver, Subject = "cardiologist", Domains = ["heart"] });
            await context.SaveChangesAsync();
        });
        return registry;
    }

    private static async Task<(Guid Patient, Guid Case)> AddAsync(
        TestRegistry registry, string label, int age, ResearchCopyState? copy, params IReadOnlyList<LedgerEntry> ledger)
    {
        (Guid patient, Guid added) = await registry.PatientAsync(label, $"1.2.{label}", ledger);
        await registry.RunAsync<RegistryContext>(async context =>
        {
            (await context.Cases.SingleAsync(row => row.Id == added)).Age = age;
            context.CaseDiagnoses.Add(new CaseDiagnosis { CaseId = added, Code = "K76.0", Name = "脂肪肝" });
            await context.SaveChangesAsync();
        });
        await Copies.AddAsync(registry, added, null, copy);
        await Deciding.AllAsync(registry, patient);
        return (patient, added);
    }

    private static Task<CaseSearchResult> SearchAsync(TestRegistry registry, string subject, CaseFilter filter)
        => registry.RunAsync<CaseSearch, CaseSearchResult>(search => search.SearchAsync(subject, Seed.Liver, filter));

    private static CaseFilter Filter(string text) => text.Split(' ') switch
    {
        ["name", var name] => new CaseFilter { DiseaseName = name },
        ["code", var code] => new CaseFilter { DiseaseCode = code },
        ["ages", var ages] when ages.StartsWith('-') => new CaseFilter { AgeTo = int.Parse(ages[1..]) },
        ["ages", var ages] => new CaseFilter { AgeFrom = int.Parse(ages[..^1]) },
        ["sex", var sex] => new CaseFilter { Sex = sex == "M" ? Sex.Male : Sex.Female },
        ["site", var site] => new CaseFilter { BodySite = site },
        ["domain", var domain] => new CaseFilter { Domain = domain },
        _ => throw new ArgumentException("No such filter.", nameof(text)),
    };
}
