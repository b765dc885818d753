namespace Pipeline.Portal.Tests.Pages;

public sealed class LanguageTests(Portal portal)
{
    [Fact]
    public async Task Pages_are_Japanese_unless_the_reader_chose_English()
    {
        HttpClient browser = await portal.BrowserAsync();
        (await browser.GetStringAsync("/")).ShouldContain("<html lang=\"ja\"");
        string english = await browser.GetStringAsync("/?lang=en");
        english.ShouldContain("<html lang=\"en\"");
        english.ShouldContain("Two ways out");
    }

    [Fact]
    public async Task The_choice_is_remembered()
    {
        HttpClient browser = await portal.BrowserAsync();
        await browser.GetStringAsync("/?lang=en");
        (await browser.GetStringAsync("/sign-in")).ShouldContain("Continue with your institution");
        await browser.GetStringAsync("/?lang=ja");
        (await browser.GetStringAsync("/sign-in")).ShouldContain("所属機関のアカウントで続ける");
    }

    [Fact]
    public async Task A_language_that_is_none_is_Japanese()
        => (await (await portal.BrowserAsync()).GetStringAsync("/?lang=%22%3E%3Cscript%3E")).ShouldContain("<html lang=\"ja\"");

    [Fact]
    public async Task The_switch_keeps_the_filters()
    {
        HttpClient browser = await portal.BrowserAsync(Seed.Operator);
        (await browser.GetStringAsync("/studies?facility=alpha&rule=C4")).ShouldContain("/studies?facility=alpha&amp;rule=C4&amp;lang=en");
    }
}
