using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

/// <summary>The system's Chromium, started once for a class of tests; without a network of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    const string Missing = "Chromium is not installed (looked for /usr/bin/chromium and in FATHOM_CHROMIUM): tests in a browser need it, for example from apt-get install chromium.";

    IPlaywright? _playwright;
    IBrowser? _browser;

    static string? Program =>
        new[] { Environment.GetEnvironmentVariable("FATHOM_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Program is not { } program) return;
        // A machine that builds something else beside takes its time.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            ],
        });
    }

    /// <summary>A browser window of its own, as of another person.</summary>
    public async Task<IPage> Open(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, Missing);
        var context = await _browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
