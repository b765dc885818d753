using System.Net;

namespace Pipeline.Portal.Tests.Pages;

public sealed class AccessTests(Portal portal)
{
    [Theory]
    [InlineData("/studies")]
    [InlineData("/studies/counts")]
    [InlineData("/notices")]
    [InlineData("/notices/list.csv")]
    [InlineData("/desk")]
    [InlineData("/desk/receipts/20260401-TEST2345")]
    [InlineData("/studies/0197b4a6-0000-7000-8000-000000000000")]
    [InlineData("/search")]
    [InlineData("/search/0197b4a6-0000-7000-8000-000000000000")]
    [InlineData("/search/0197b4a6-0000-7000-8000-000000000000/preview/0")]
    public async Task Who_is_not_signed_in_is_asked_to(string path)
    {
        HttpResponseMessage answer = await (await portal.BrowserAsync()).GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.AbsolutePath.ShouldBe("/sign-in");
        answer.Headers.Location.Query.ShouldContain(Uri.EscapeDataString(path));
    }

    [Theory]
    [InlineData(Seed.Researcher, "/studies")]
    [InlineData(Seed.Researcher, "/studies/counts")]
    [InlineData(Seed.Researcher, "/notices?facility=alpha")]
    [InlineData(Seed.Researcher, "/notices/list.csv?facility=alpha")]
    [InlineData(Seed.Researcher, "/desk")]
    [InlineData(Seed.Researcher, "/desk/receipts/20260401-TEST2345")]
    [InlineData(Seed.Operator, "/search")]
    [InlineData(Seed.Nobody, "/studies")]
    [InlineData(Seed.Nobody, "/search")]
    public async Task Another_role_is_denied(string person, string path)
    {
        HttpClient browser = await portal.BrowserAsync(person);
        HttpResponseMessage answer = await browser.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.AbsolutePath.ShouldBe("/denied");
        HttpResponseMessage denied = await browser.GetAsync(answer.Headers.Location);
        denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await denied.Content.ReadAsStringAsync()).ShouldContain("権限がありません");
    }

    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/admin/host")]
    [InlineData("/runtime/webhooks")]
    [InlineData("/assets/no-such-asset")]
    [InlineData("/development/token")]
    public async Task What_is_not_there_is_404(string path)
        => (await (await portal.BrowserAsync()).GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Signing_in_leads_nobody_elsewhere(string target)
    {
        string page = await (await portal.BrowserAsync()).GetStringAsync("/sign-in?to=" + Uri.EscapeDataString(target));
        page.ShouldContain("/sign-in/start?to=%2F\"");
        page.ShouldNotContain("href=\"" + target);
    }

    [Fact]
    public async Task A_code_that_was_made_up_signs_nobody_in()
    {
        HttpClient browser = await portal.BrowserAsync();
        HttpResponseMessage answer = await browser.GetAsync("/sign-in/callback?code=made-up&state=made-up");
        answer.Headers.Location!.OriginalString.ShouldBe("/sign-in?failed=1");
        (await browser.GetStringAsync("/sign-in?failed=1")).ShouldContain("サインインできませんでした");
    }

    [Fact]
    public async Task Signing_out_needs_the_forms_own_token()
    {
        HttpClient browser = await portal.BrowserAsync(Seed.Operator);
        (await browser.PostAsync("/sign-out", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.GetAsync("/studies")).StatusCode.ShouldBe(HttpStatusCode.OK);

        string page = await browser.GetStringAsync("/");
        string token = page.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        HttpResponseMessage answer = await browser.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync("/studies")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Cookies_are_for_http_and_same_site_only()
    {
        HttpClient browser = await portal.BrowserAsync();
        HttpResponseMessage start = await browser.GetAsync("/sign-in/start");
        HttpResponseMessage callback = await browser.GetAsync((await browser.GetAsync(start.Headers.Location + "&as=" + Seed.Operator)).Headers.Location);
        string[] cookies = [.. start.Headers.GetValues("Set-Cookie"), .. callback.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith("center=", StringComparison.Ordinal))];
        cookies.Length.ShouldBe(2);
        cookies.ShouldAllBe(cookie => cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) && cookie.Contains("samesite=lax", StringComparison.OrdinalIgnoreCase));
    }
}
