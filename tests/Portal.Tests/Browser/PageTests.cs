using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Pipeline.Portal.Tests.Browser;

/// <summary>Each page in a real browser, as wide as a telephone and as a desk: readable, complete, and usable by everyone.</summary>
public sealed class PageTests(Portal portal, Chromium chromium)
{
    private static readonly string[] Unacceptable = ["serious", "critical"];

    public static TheoryData<string, string?, string, int> Pages
    {
        get
        {
            (string Name, string? Person, string Path)[] pages =
            [
                ("landing", null, "/"),
                ("landing-en", null, "/?lang=en"),
                ("landing-operator", Seed.Operator, "/"),
                ("sign-in", null, "/sign-in"),
                ("sign-in-failed", null, "/sign-in?failed=1"),
                ("denied", null, "/denied"),
                ("not-found", null, "/no-such-page"),
                ("studies", Seed.Operator, "/studies"),
                ("studies-en", Seed.Operator, "/studies?lang=en"),
                ("studies-quarantined", Seed.Operator, "/studies?state=quarantined"),
                ("study", Seed.Operator, "/studies/{A}"),
                ("notices", Seed.Operator, "/notices?facility=alpha"),
                ("notices-en", Seed.Operator, "/notices?facility=alpha&lang=en"),
                ("desk", Seed.Operator, "/desk"),
                ("receipt", Seed.Operator, "/desk/receipts/" + Seed.ReceiptNumber),
                ("receipt-en", Seed.Operator, $"/desk/receipts/{Seed.ReceiptNumber}?lang=en"),
                ("search", Seed.Researcher, "/search"),
                ("search-none", Seed.Researcher, "/search?disease=天疱瘡"),
                ("search-en", Seed.Researcher, "/search?lang=en"),
                ("case", Seed.Researcher, "/search/{copy of A}"),
            ];
            var data = new TheoryData<string, string?, string, int>();
            foreach ((string name, string? person, string path) in pages)
            {
                data.Add(name, person, path, 390);
                data.Add(name, person, path, 1280);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_fits_its_window_and_breaks_no_rule_of_accessibility(string name, string? person, string path, int width)
    {
        IPage page = await chromium.OpenAsync(width, 900);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await SignInAsync(page, person);
        complaints.Clear();

        string address = path.Replace("{A}", portal.Seed.A.Case.Id.ToString()).Replace("{copy of A}", portal.Seed.A.Copy.Id.ToString());
        await page.GotoAsync(portal.Address + address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Chromium.Screenshots, $"{name}-{width}.png"), FullPage = true });

        int content = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        content.ShouldBeLessThanOrEqualTo(width);
        complaints.Where(line => !line.Contains("status of 40")).ShouldBeEmpty();
        AxeResult axe = await page.RunAxe();
        axe.Violations.Where(violation => Unacceptable.Contains(violation.Impact))
            .Select(violation => $"{violation.Id}: {string.Join(' ', violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Someone_signs_in_searches_opens_a_case_and_signs_out()
    {
        IPage page = await chromium.OpenAsync(1280, 900);
        await page.GotoAsync(portal.Address + "/search");
        await page.GetByRole(AriaRole.Link, new() { Name = "所属機関のアカウントで続ける" }).ClickAsync();
        await page.GetByText(Seed.Researcher).ClickAsync();
        await page.GetByLabel("病名またはICD-10").FillAsync("脂肪肝");
        await page.GetByRole(AriaRole.Button, new() { Name = "検索" }).ClickAsync();
        await page.Locator($"a[href='/search/{portal.Seed.A.Copy.Id}']").ClickAsync();
        (await page.Locator(".frames img").First.EvaluateAsync<int>("picture => picture.decode().then(() => picture.naturalWidth)")).ShouldBe(320);
        await page.GetByRole(AriaRole.Button, new() { Name = "サインアウト" }).ClickAsync();
        await page.GotoAsync(portal.Address + "/search");
        new Uri(page.Url).AbsolutePath.ShouldBe("/sign-in");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_first_key_leads_past_the_masthead()
    {
        IPage page = await chromium.OpenAsync(1280, 900);
        await page.GotoAsync(portal.Address + "/");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("skip");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
        await page.Context.CloseAsync();
    }

    private async Task SignInAsync(IPage page, string? person)
    {
        if (person is not null)
        {
            await page.GotoAsync(portal.Address + "/sign-in/start");
            await page.GetByText(person).ClickAsync();
            await page.WaitForURLAsync(portal.Address + "/");
        }
    }
}
