using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pipeline.Registry;

namespace Pipeline.Portal.Tests.Pages;

public sealed class StudiesTests(Portal portal)
{
    [Fact]
    public async Task Each_recipients_outcome_is_told_with_the_rules_sentence()
    {
        string page = await ReadAsync("/studies?facility=alpha&rule=C4");
        page.ShouldContain("ALPHA-770001");
        page.ShouldContain(ReasonTexts.Of("patient.opted-out").Japanese);
        page.ShouldContain("公開中");
    }

    [Fact]
    public async Task The_day_on_which_a_rule_lifts_is_told()
    {
        DateOnly day = portal.Seed.Today.AddDays(12);
        (await ReadAsync("/studies?rule=C3")).ShouldContain($"{day.Year}年{day.Month}月{day.Day}日に解除");
    }

    [Theory]
    [InlineData("/studies?rule=I1", "ALPHA-770004", "ALPHA-770002")]
    [InlineData("/studies?facility=beta&state=held", "BETA-310095", "BETA-310093")]
    [InlineData("/studies?facility=beta&state=registered", "BETA-310093", "BETA-310095")]
    [InlineData("/studies?facility=beta", "BETA-310094", "ALPHA-770004")]
    public async Task Filters_narrow(string path, string there, string notThere)
    {
        string page = await ReadAsync(path);
        page.ShouldContain(there);
        page.ShouldNotContain(notThere);
    }

    [Fact]
    public async Task A_filter_that_is_not_understood_does_not_narrow()
        => (await ReadAsync("/studies?facility=%27--&state=x&rule=C9&page=-3")).ShouldContain("検査一覧");

    [Fact]
    public async Task A_quarantined_package_is_told_with_reason_and_position()
    {
        string page = await ReadAsync("/studies?state=quarantined");
        page.ShouldContain("ALPHA-770009");
        page.ShouldContain(WebUtility.HtmlEncode(ReasonTexts.Of(portal.Seed.Quarantined.Reason!).Japanese));
        page.ShouldContain("file 2");
    }

    [Fact]
    public async Task The_list_has_pages()
    {
        var facility = new FacilityId("pages");
        await portal.AddAsync(Seed.NewFacility(facility, "頁病院", "Paged Hospital"));
        Case[] cases = [.. Enumerable.Range(0, StudyFilter.PageLength + 1).Select(n => portal.Seed.NewCase(facility, $"PAGED-{n:00}"))];
        await portal.AddAsync([.. cases]);

        string first = await ReadAsync("/studies?facility=pages");
        string second = await ReadAsync("/studies?facility=pages&page=2");

        (first.Split("PAGED-").Length - 1, second.Split("PAGED-").Length - 1).ShouldBe((StudyFilter.PageLength, 1));
        first.ShouldContain("/studies?facility=pages&amp;page=2");
    }

    [Fact]
    public async Task A_study_shows_ledger_decisions_copies_and_deliveries()
    {
        string a = await ReadAsync($"/studies/{portal.Seed.A.Case.Id}");
        a.ShouldContain("提供停止の求め");
        a.ShouldContain("研究同意");
        a.ShouldContain("liver");
        string b = await ReadAsync($"/studies/{portal.Seed.B.Id}");
        b.ShouldContain("提供済み");
        b.ShouldContain("kamo");
    }

    [Fact]
    public async Task A_study_that_is_not_there_is_404()
        => (await (await portal.BrowserAsync(Seed.Operator)).GetAsync($"/studies/{portal.Seed.NewId()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Each_sight_of_names_is_audited_with_the_cases_seen()
    {
        string path = $"/studies/{portal.Seed.D.Id}";
        int before = await SightsAsync();
        await ReadAsync(path);
        await ReadAsync(path);
        (await SightsAsync()).ShouldBe(before + 2);

        await ReadAsync("/studies?rule=I1");
        string id = portal.Seed.D.Id.ToString();
        (await portal.InRegistryAsync(registry => registry.AuditEntries
            .CountAsync(entry => entry.Action == "studies.viewed" && entry.Actor == Seed.Operator && entry.Details!.Contains(id)))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Counts_are_numbers_and_name_nobody()
    {
        JsonElement counts = await (await portal.BrowserAsync(Seed.Operator)).GetFromJsonAsync<JsonElement>("/studies/counts");
        counts.EnumerateObject().ShouldAllBe(count => count.Value.ValueKind == JsonValueKind.Number);
        counts.GetProperty("studies").GetInt32().ShouldBeGreaterThan(5);
        counts.GetProperty("quarantined").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_of_a_patient_is_logged()
    {
        await ReadAsync("/studies");
        await ReadAsync($"/studies/{portal.Seed.A.Case.Id}");
        portal.Log.All.ShouldAllBe(line => !line.Contains("ALPHA-77") && !line.Contains("BETA-31") && !line.Contains("1.2.826") && !line.Contains("sig="));
    }

    private Task<int> SightsAsync() => portal.InRegistryAsync(registry => registry.AuditEntries
        .CountAsync(entry => entry.Action == "study.viewed" && entry.Actor == Seed.Operator && entry.CaseId == portal.Seed.D.Id));

    private async Task<string> ReadAsync(string path) => await (await portal.BrowserAsync(Seed.Operator)).GetStringAsync(path);
}
