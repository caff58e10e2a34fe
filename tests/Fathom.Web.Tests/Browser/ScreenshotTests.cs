using Fathom.Runs;
using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

/// <summary>Pictures of the pages for people to look at: in the folder that FATHOM_SCREENSHOTS names.</summary>
public sealed class ScreenshotTests(Chromium chromium, Server server) : IClassFixture<Chromium>, IClassFixture<Server>
{
    static readonly string? Folder = Environment.GetEnvironmentVariable("FATHOM_SCREENSHOTS");

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(1280, 900, ColorScheme.Dark)]
    [InlineData(360, 800, ColorScheme.Light)]
    [InlineData(3840, 2160, ColorScheme.Dark)]
    public async Task No_page_is_wider_than_its_window(int width, int height, ColorScheme scheme)
    {
        using var ill = new PlayedTraining(server.RunsFolder).Play(300).Guard().Find(PlayedTraining.Vanishing());
        using var healthy = new PlayedTraining(server.RunsFolder, "healthy-relu").Play(400).End();
        using var lost = new PlayedTraining(server.RunsFolder, "a-name-so-long-that-it-must-be-broken-somewhere-lest-it-push-all-else-away").Play(3).End(RunStatus.Failed, "The loss stayed non-finite.");
        var page = await chromium.Open(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });

        foreach (var (path, name) in new[]
        {
            ("/", "runs"), ($"/runs/{ill.Id}", "run"), ($"/compare?left={ill.Id}&right={healthy.Id}", "compare"), ("/experiments", "experiments"), ("/experiments/cures", "experiment"),
        })
        {
            await page.GotoAsync(server.At(path));
            await Assertions.Expect(page.Locator("h1").First).ToBeVisibleAsync();
            if (name is "run" or "compare") await Assertions.Expect(page.Locator(".canvas[data-drawn]").First).ToBeVisibleAsync();
            if (name == "runs") await Assertions.Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
            if (Folder is not null) await Shoot(page, $"{name}-{width}-{scheme}");

            var excess = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(excess <= 0, $"{path} is {excess} px wider than a window of {width} px: {await page.EvaluateAsync<string>(TooWide)}");
        }

        Assert.Empty(server.Problems);
    }

    const string TooWide =
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.table-frame, pre'))"
        + ".slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 30)).join('; ')";

    // Charts are drawn when they come into sight.
    static async Task Shoot(IPage page, string name)
    {
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(size.Width, Math.Min(height, 8000));
        await page.WaitForTimeoutAsync(1500);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, name + ".png") });
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }
}
