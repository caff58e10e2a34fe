using System.Globalization;
using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

public sealed class AccessibilityTests(Chromium chromium, Server server) : IClassFixture<Chromium>, IClassFixture<Server>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_every_ground(ColorScheme scheme)
    {
        var page = await chromium.Open(new() { ColorScheme = scheme });
        await page.GotoAsync(server.At("/"));

        foreach (var ground in new[] { "ground", "surface", "raised" })
        {
            foreach (var ink in new[] { "text", "text-quiet", "accent", "note", "warning", "error", "fatal", "good" })
            {
                var contrast = Contrast(await Colour(page, ink), await Colour(page, ground));
                Assert.True(contrast >= 4.5, FormattableString.Invariant($"{ink} on {ground} has a contrast of {contrast:0.00} only ({scheme})."));
            }

            Assert.True(Contrast(await Colour(page, "focus"), await Colour(page, ground)) >= 3, $"The focus cannot be seen on {ground} ({scheme}).");
            Assert.True(Contrast(await Colour(page, "line-strong"), await Colour(page, ground)) >= 3, $"The edge of a control cannot be seen on {ground} ({scheme}).");
        }
    }

    [Fact]
    public async Task The_first_key_leads_to_the_content_and_past_the_navigation()
    {
        var page = await chromium.Open();
        await page.GotoAsync(server.At("/experiments"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.EvaluateAsync("document.activeElement.blur(); window.getSelection().removeAllRanges()");

        await page.Locator("a.skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.EndsWith("/experiments", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_can_be_used_has_a_name()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(60).Guard().Find(PlayedTraining.Vanishing()).End();
        var page = await chromium.Open();
        foreach (var path in new[] { "/", $"/runs/{run.Id}", $"/compare?left={run.Id}&right={run.Id}", "/experiments" })
        {
            await page.GotoAsync(server.At(path));
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            if (path.Contains(run.Id, StringComparison.Ordinal)) await Assertions.Expect(page.Locator(".canvas[data-drawn]").First).ToBeVisibleAsync();

            var nameless = await page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('a[href], button, input, select, meter, progress')]"
                + ".filter(e => !(e.innerText?.trim() || e.ariaLabel || e.labels?.length || e.title)).map(e => e.outerHTML.slice(0, 120))");
            Assert.Empty(nameless);
        }
    }

    [Fact]
    public async Task The_colours_can_be_chosen_and_stay_chosen()
    {
        var page = await chromium.Open(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(server.At("/"));

        await page.GetByLabel("Colours").SelectOptionAsync("dark");
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");
        await Assertions.Expect(page.GetByLabel("Colours")).ToHaveValueAsync("dark");
    }

    static Task<string> Colour(IPage page, string name) => page.EvaluateAsync<string>($"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()");

    /// <summary>WCAG 2.2, contrast ratio.</summary>
    static double Contrast(string one, string other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        if (light < dark) (light, dark) = (dark, light);
        return (light + 0.05) / (dark + 0.05);
    }

    static double Luminance(string colour)
    {
        double Part(int start)
        {
            var share = int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }
}
