using System.Text.RegularExpressions;
using Fathom.Web.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fathom.Web.Tests.Lab;

public sealed class LabPageTests(Chromium chromium, LabServer server) : IClassFixture<Chromium>, IClassFixture<LabServer>
{
    // A training of the Lab takes some seconds, and a busy machine more.
    const float Patience = 120_000;

    static LocatorAssertionsToBeVisibleOptions Long => new() { Timeout = Patience };

    [Fact]
    public async Task Shows_another_prognosis_while_a_slider_moves()
    {
        var page = await Open("/lab?v=1&depth=20&act=sigmoid");
        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("The gradient vanishes: 20 hidden layers");

        await Slide(page, "Hidden layers", "2");

        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("2 hidden layers");
        await Expect(page.Locator(".diagram .column")).ToHaveCountAsync(3);
        await Expect(page).ToHaveURLAsync(Pattern("depth=2&"));
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Opens_on_a_network_that_is_well_and_keeps_what_links_mean()
    {
        var page = await Open("/lab");
        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("The gradient stays level");
        await Expect(page).ToHaveURLAsync(Pattern("v=1&init=he-normal"));

        var linked = await Open("/lab?v=1");

        await Expect(linked.GetByTestId("verdict")).ToContainTextAsync("Little of the gradient arrives: 6 hidden layers");
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Moves_by_keyboard_alone()
    {
        var page = await Open("/lab?v=1&depth=5");
        // A page that opens puts the focus on its heading.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        var slider = page.GetByLabel("Hidden layers");

        await slider.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");

        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("6 hidden layers");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "6");
    }

    [Theory]
    [InlineData("/lab?lesson=slopes")]
    [InlineData("/lab?data=adding&cell=lstm")]
    [InlineData("/lab?depth=5&act=none&init=identity&factors=0.5_0.4")]
    [InlineData("/lessons")]
    public async Task Names_everything_that_can_be_used(string path)
    {
        var page = await Open(path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        if (path != "/lessons") await Expect(page.GetByTestId("verdict")).ToBeVisibleAsync();

        var nameless = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('a[href], button, input, select, progress, canvas, svg[role]')]"
            + ".filter(e => !(e.innerText?.trim() || e.ariaLabel || e.labels?.length || e.title)).map(e => e.outerHTML.slice(0, 120))");

        Assert.Empty(nameless);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Says_what_a_link_holds_that_it_does_not_understand()
    {
        var page = await Open("/lab?v=1&depth=999&act=<script>alert(1)</script>");

        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The depth must be a whole number from 1 to 60, but the link says '999'");
        await Expect(page.GetByRole(AriaRole.Alert).Nth(1)).ToContainTextAsync("<script>alert(1)</script>");
        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("6 hidden layers");
    }

    [Fact]
    public async Task Shares_everything_by_a_link()
    {
        var page = await Open("/lab?v=1&data=digits&depth=12&act=tanh&init=xavier-normal&skip=scaled&lesson=residual");
        await Slide(page, "Hidden layers", "9");
        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("9 hidden layers");
        var link = await page.GetByLabel("A link to the Lab as it stands").InputValueAsync();

        var other = await Open(link);

        Assert.Contains("depth=9", link, StringComparison.Ordinal);
        await Expect(other.GetByTestId("verdict")).ToHaveTextAsync(await page.GetByTestId("verdict").InnerTextAsync());
        await Expect(other.GetByLabel("Skips", new() { Exact = true })).ToHaveValueAsync("scaled");
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "A way around" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Trains_and_colours_the_network_by_what_was_measured()
    {
        var page = await Open("/lab?v=1&data=circles&depth=4&width=16&init=he-normal&steps=300");

        await page.GetByRole(AriaRole.Button, new() { Name = "Train it" }).ClickAsync();

        await Expect(page.GetByText(Pattern("Measured at step (2[5-9][0-9]|300)"))).ToBeVisibleAsync(Long);
        await Expect(page.GetByTestId("result")).ToContainTextAsync("After 300 steps the loss went from", new() { Timeout = Patience });
        await Expect(page.Locator(".answers canvas")).ToHaveAttributeAsync("data-painted", Pattern("[1-9]"));
        await Expect(page.Locator(".diagram .column").First).Not.ToHaveAttributeAsync("data-shade", "unknown");
        await Shoot(page, "lab-trained");

        await page.ReloadAsync();

        await Expect(page.GetByTestId("result")).ToContainTextAsync("After 300 steps", new() { Timeout = Patience });
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Cures_shows_before_and_after_and_takes_the_cure_over()
    {
        var page = await Open("/lab?v=1&data=circles&depth=10&width=32&act=sigmoid&lr=0.1&steps=400&lesson=cure");
        await page.GetByRole(AriaRole.Button, new() { Name = "Train it" }).ClickAsync();
        await Expect(page.GetByTestId("result")).ToContainTextAsync("After 400 steps", new() { Timeout = Patience });
        await Shoot(page, "lab-sick");

        await page.GetByRole(AriaRole.Button, new() { Name = "Cure it" }).ClickAsync();
        await Expect(page.GetByTestId("cure")).ToContainTextAsync("A cure was found", new() { Timeout = 3 * Patience });
        await Expect(page.GetByTestId("after").GetByTestId("result")).ToContainTextAsync("After 400 steps", new() { Timeout = Patience });
        await Shoot(page, "lab-cured");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it over" }).ClickAsync();

        await Expect(page).Not.ToHaveURLAsync(Pattern("act=sigmoid.*skip=none"));
        await Expect(page.GetByTestId("lesson-check")).ToContainTextAsync("Done", new() { Timeout = Patience });
        await Shoot(page, "lab-taken-over");
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Refuses_what_is_too_large_in_a_sentence()
    {
        var page = await Open("/lab?v=1&data=digits&depth=60&width=256&batch=512&steps=5000");

        await page.GetByRole(AriaRole.Button, new() { Name = "Train it" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the Lab trains up to 1,000,000");
    }

    [Fact]
    public async Task Starts_one_training_at_a_time_for_each_viewer()
    {
        var page = await Open("/lab?v=1&data=adding&cell=lstm&width=48&time=80&steps=5000&batch=64");
        await page.GetByRole(AriaRole.Button, new() { Name = "Train it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeVisibleAsync();

        var second = await page.Context.NewPageAsync();
        await second.GotoAsync(server.At("/lab"));

        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "Stop" })).ToBeVisibleAsync();
        // A tab in the background is hardly drawn, and what is not drawn cannot be clicked.
        await page.BringToFrontAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Train it" })).ToBeVisibleAsync(Long);
    }

    [Fact]
    public async Task Leads_through_a_lesson_and_keeps_what_was_done()
    {
        var page = await Open("/lessons");
        await page.GetByRole(AriaRole.Link, new() { Name = "The whisper line" }).ClickAsync();
        await Expect(page.GetByTestId("lesson-check")).ToContainTextAsync("Not yet. Only 1.8e-8 arrives");
        await Shoot(page, "lesson-whisper");

        await Slide(page, "Gain", "-0.1");
        await Expect(page.GetByTestId("lesson-check")).ToContainTextAsync("Done. 0.575 arrives");

        await page.GotoAsync(server.At("/lessons"));
        await Expect(page.GetByText("1 of 14 done")).ToBeVisibleAsync();
        await Shoot(page, "lessons");
    }

    [Theory]
    [InlineData(360, 800, "light")]
    [InlineData(1280, 900, "dark")]
    [InlineData(3840, 2160, "light")]
    public async Task Fits_every_screen(int width, int height, string scheme)
    {
        var page = await chromium.Open(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light });
        await page.GotoAsync(server.At("/lab?lesson=slopes&v=1&data=digits&depth=20&width=64&act=sigmoid"));
        await Expect(page.GetByTestId("verdict")).ToBeVisibleAsync();

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

        await Shoot(page, $"lab-{width}-{scheme}");
        Assert.InRange(overflow, -1000, 0);
    }

    async Task<IPage> Open(string address)
    {
        var page = await chromium.Open();
        await page.GotoAsync(address.StartsWith('/') ? server.At(address) : address);
        return page;
    }

    static Regex Pattern(string text) => new(text, RegexOptions.None, TimeSpan.FromSeconds(1));

    static async Task Slide(IPage page, string label, string value)
    {
        var slider = page.GetByLabel(label, new() { Exact = true });
        await slider.EvaluateAsync("(slider, value) => { slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true })); }", value);
    }

    /// <summary>For people to look at, where they say where to.</summary>
    static async Task Shoot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FATHOM_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
