namespace Pipeline.Portal.Tests.Pages;

public sealed class HeaderTests(Portal portal)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/denied")]
    [InlineData("/no-such-page")]
    [InlineData("/api/facilities")]
    [InlineData("/assets/portal.css")]
    public async Task Every_answer_forbids_what_it_does_not_need(string path)
    {
        HttpResponseMessage answer = await portal.Api().GetAsync(path);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("one machine speaks http");
    }

    [Fact]
    public async Task Pages_are_kept_nowhere_and_assets_for_good()
    {
        string page = await portal.Api().GetStringAsync("/");
        (await portal.Api().GetAsync("/")).Headers.CacheControl!.NoStore.ShouldBeTrue();
        string asset = page.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        (await portal.Api().GetAsync(asset)).Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
    }

    [Fact]
    public async Task No_page_brings_inline_script_or_style()
    {
        HttpClient browser = await portal.BrowserAsync(Seed.Operator);
        foreach (string path in new[] { "/", "/studies", $"/studies/{portal.Seed.A.Case.Id}" })
        {
            string page = await browser.GetStringAsync(path);
            page.ShouldNotContain("<style");
            page.ShouldNotContain(" style=");
            page.ShouldNotContain("<script>");
            page.ShouldNotContain("http://");
            page.ShouldNotContain("https://");
        }
    }
}
