using Microsoft.Playwright;
using Pipeline.Portal.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Pipeline.Portal.Tests.Browser;

/// <summary>Debian's Chromium, once for the assembly.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where screenshots are put for people to look at.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "pipeline-portal-screenshots")).FullName;

    /// <summary>A window; skips the calling test where there is no Chromium.</summary>
    public async Task<IPage> OpenAsync(int width, int height)
    {
        Assert.SkipUnless(browser is not null, $"there is no {Executable} on this machine");
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = "ja-JP",
        });
        return await context.NewPageAsync();
    }

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
