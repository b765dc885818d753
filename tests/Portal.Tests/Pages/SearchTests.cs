using System.Net;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Pages;

public sealed class SearchTests(Portal portal)
{
    [Fact]
    public async Task A_member_sees_the_projects_cases_and_nothing_that_leads_back()
    {
        string page = await ReadAsync("/search");
        page.ShouldContain($"/search/{portal.Seed.A.Copy.Id}");
        page.ShouldContain("脂肪肝");
        page.ShouldNotContain("ALPHA");
        page.ShouldNotContain("α病院");
        page.ShouldNotContain(portal.Seed.A.Case.Id.ToString());
        page.ShouldNotContain("1.2.826");
        page.ShouldNotContain("心エコー画像の研究");
    }

    [Fact]
    public async Task Ages_from_90_are_one()
    {
        string page = await ReadAsync("/search?disease=胆石");
        page.ShouldContain("90歳以上");
        page.ShouldNotContain("93歳");
        (await ReadAsync("/search?disease=胆石&from=95")).ShouldContain("90歳以上");
        (await ReadAsync($"/search/{portal.Seed.Oldest.Copy.Id}")).ShouldNotContain("93");
    }

    [Theory]
    [InlineData("disease=脂肪肝", true)]
    [InlineData("disease=K76", true)]
    [InlineData("disease=胆石", false)]
    [InlineData("from=50&to=59", true)]
    [InlineData("from=60", false)]
    [InlineData("sex=female", true)]
    [InlineData("sex=male", false)]
    [InlineData("domain=abdomen", true)]
    [InlineData("domain=breast", false)]
    [InlineData("site=200", true)]
    [InlineData("site=999", false)]
    public async Task Filters_narrow(string query, bool there)
        => (await ReadAsync("/search?" + query)).Contains($"/search/{portal.Seed.A.Copy.Id}", StringComparison.Ordinal).ShouldBe(there);

    [Fact]
    public async Task Small_counts_are_not_told_and_none_is()
    {
        string few = await ReadAsync("/search");
        few.ShouldContain("10件未満");
        string none = await ReadAsync("/search?disease=天疱瘡");
        none.ShouldContain("<dd>0件</dd>");
        none.ShouldNotContain("<dd>10件未満</dd>");
    }

    [Fact]
    public async Task Orderable_cases_are_counted_once_there_are_ten_and_shown_never()
    {
        var project = new ProjectId("ordered");
        const string Person = "researcher-mori";
        portal.Issuer.People[Person] = ["Researcher"];
        await portal.AddAsync(Seed.NewProject(project, "乳腺画像の研究", (Person, ["breast"])));
        Case[] cases = [.. Enumerable.Range(0, 9).Select(n => portal.Seed.NewCase(Seed.Beta, $"BETA-42{n:00}", domain: "breast", code: "C50.9", disease: "乳癌"))];
        await portal.AddAsync([.. cases, .. cases.Select(row => portal.Seed.NewDecision(row, Track.Certified, "kamo"))]);
        HttpClient browser = await portal.BrowserAsync(Person);

        (await browser.GetStringAsync("/search?project=ordered")).ShouldContain("<dd>10件未満</dd>");
        Case tenth = portal.Seed.NewCase(Seed.Beta, "BETA-4210", domain: "breast", code: "C50.9", disease: "乳癌");
        await portal.AddAsync(tenth, portal.Seed.NewDecision(tenth, Track.Certified, "kamo"));
        string page = await browser.GetStringAsync("/search?project=ordered");

        page.ShouldContain("<dd>10件</dd>");
        page.ShouldNotContain("/preview/");
        page.ShouldNotContain("class=\"case\"");
    }

    [Fact]
    public async Task Another_project_is_404()
        => await IsAsync(Seed.Researcher, "/search?project=heart", HttpStatusCode.NotFound);

    [Fact]
    public async Task Who_has_no_project_finds_nothing()
    {
        portal.Issuer.People["researcher-new"] = ["Researcher"];
        string page = await (await portal.BrowserAsync("researcher-new")).GetStringAsync("/search");
        page.ShouldContain("参加している研究がありません");
        page.ShouldNotContain("脂肪肝の研究");
    }

    [Theory]
    [InlineData(Seed.Researcher, HttpStatusCode.OK)]
    [InlineData(Seed.OtherResearcher, HttpStatusCode.NotFound)]
    [InlineData(Seed.ScopedResearcher, HttpStatusCode.NotFound)]
    public async Task Case_and_preview_are_there_for_members_within_their_scope(string person, HttpStatusCode expected)
    {
        Guid copy = portal.Seed.A.Copy.Id;
        await IsAsync(person, $"/search/{copy}", expected);
        await IsAsync(person, $"/search/{copy}/preview/0", expected);
    }

    [Fact]
    public async Task A_preview_is_a_JPEG_that_nobody_keeps()
    {
        HttpResponseMessage answer = await (await portal.BrowserAsync(Seed.Researcher)).GetAsync($"/search/{portal.Seed.A.Copy.Id}/preview/0");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsByteArrayAsync()).AsSpan(0, 2).ToArray().ShouldBe(new byte[] { 0xFF, 0xD8 });
    }

    [Theory]
    [InlineData("preview/2")]
    [InlineData("preview/-1")]
    [InlineData("preview/99999999999")]
    [InlineData("preview/x")]
    public async Task A_preview_that_is_not_there_is_404(string path)
        => await IsAsync(Seed.Researcher, $"/search/{portal.Seed.A.Copy.Id}/{path}", HttpStatusCode.NotFound);

    [Fact]
    public async Task A_withdrawn_copy_and_its_preview_are_404_at_once()
    {
        Case row = portal.Seed.NewCase(Seed.Alpha, "ALPHA-77" + portal.NewId());
        ResearchCopy copy = portal.Seed.NewCopy(row, Seed.Liver);
        await portal.AddAsync(row, copy, portal.Seed.NewDecision(row, Track.Research, "liver"));
        await portal.WritePreviewAsync(copy.PreviewPrefix, 0);
        await IsAsync(Seed.Researcher, $"/search/{copy.Id}/preview/0", HttpStatusCode.OK);

        await portal.InRegistryAsync(registry => registry.ResearchCopies.Where(other => other.Id == copy.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.State, ResearchCopyState.Withdrawn)));

        await IsAsync(Seed.Researcher, $"/search/{copy.Id}/preview/0", HttpStatusCode.NotFound);
        await IsAsync(Seed.Researcher, $"/search/{copy.Id}", HttpStatusCode.NotFound);
        (await ReadAsync("/search")).ShouldNotContain(copy.Id.ToString());
    }

    [Fact]
    public async Task A_copy_whose_decision_no_longer_allows_it_is_404_before_its_recall()
    {
        Case row = portal.Seed.NewCase(Seed.Alpha, "ALPHA-77" + portal.NewId());
        ResearchCopy copy = portal.Seed.NewCopy(row, Seed.Liver);
        await portal.AddAsync(row, copy, portal.Seed.NewDecision(row, Track.Research, "liver", new BlockingRule("R1", "consent.withdrawn")));
        await portal.WritePreviewAsync(copy.PreviewPrefix, 0);
        await IsAsync(Seed.Researcher, $"/search/{copy.Id}/preview/0", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_preview_whose_picture_is_gone_is_404()
        => await IsAsync(Seed.Researcher, $"/search/{portal.Seed.Oldest.Copy.Id}/preview/1", HttpStatusCode.NotFound);

    [Fact]
    public async Task A_case_shows_its_cleaned_report()
    {
        string page = await ReadAsync($"/search/{portal.Seed.A.Copy.Id}");
        page.ShouldContain("肝腎コントラスト陽性");
        page.ShouldContain("142.5");
    }

    private async Task<string> ReadAsync(string path) => await (await portal.BrowserAsync(Seed.Researcher)).GetStringAsync(path);

    private async Task IsAsync(string person, string path, HttpStatusCode expected)
        => (await (await portal.BrowserAsync(person)).GetAsync(path)).StatusCode.ShouldBe(expected);
}
