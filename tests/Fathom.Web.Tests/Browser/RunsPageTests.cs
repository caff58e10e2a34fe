using Fathom.Runs;
using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

public sealed class RunsPageTests(Chromium chromium, Server server) : IClassFixture<Chromium>, IClassFixture<Server>
{
    [Fact]
    public async Task Lists_a_training_that_begins_and_moves_on()
    {
        var page = await chromium.Open();
        await page.GotoAsync(server.At("/"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Runs");

        using var run = new PlayedTraining(server.RunsFolder, "begins-late").Play(20);

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "begins-late" });
        await Assertions.Expect(row.GetByText("20 of 400")).ToBeVisibleAsync();
        await Assertions.Expect(row.Locator("svg.sparkline")).ToBeVisibleAsync();
        run.Play(20).Find(PlayedTraining.Vanishing());
        await Assertions.Expect(row.GetByText("40 of 400")).ToBeVisibleAsync();
        await Assertions.Expect(row.GetByText("vanishing-gradient")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Deletes_a_run_and_brings_it_back()
    {
        using var run = new PlayedTraining(server.RunsFolder, "deleted-one").Play(20).End();
        run.Dispose();
        var page = await chromium.Open();
        await page.GotoAsync(server.At("/"));
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "deleted-one" });

        await row.GetByRole(AriaRole.Button, new() { Name = "Delete deleted-one" }).ClickAsync();

        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.False(Directory.Exists(run.Folder.Path));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(1);
        Assert.True(File.Exists(run.Folder.ManifestPath));
    }

    [Fact]
    public async Task Filters_by_text_and_keeps_the_filter_over_a_reload()
    {
        using var one = new PlayedTraining(server.RunsFolder, "apple").Play(5).End();
        using var other = new PlayedTraining(server.RunsFolder, "pear").Play(5).End(RunStatus.Failed, "why");
        var page = await chromium.Open();
        await page.GotoAsync(server.At("/"));
        var (apple, pear) = (page.GetByRole(AriaRole.Link, new() { Name = "apple" }), page.GetByRole(AriaRole.Link, new() { Name = "pear" }));
        await Assertions.Expect(pear).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("apple");

        await Assertions.Expect(pear).ToHaveCountAsync(0);
        await Assertions.Expect(apple).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(apple).ToBeVisibleAsync();
        await Assertions.Expect(pear).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Status" }).SelectOptionAsync("Failed");
        await Assertions.Expect(pear).ToBeVisibleAsync();
        await Assertions.Expect(apple).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tags_a_run()
    {
        using var run = new PlayedTraining(server.RunsFolder, "tagged-one").Play(5).End();
        var page = await chromium.Open();
        await page.GotoAsync(server.At("/"));
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "tagged-one" });

        await row.GetByRole(AriaRole.Button, new() { Name = "Change the tags of tagged-one" }).ClickAsync();
        await row.GetByRole(AriaRole.Textbox).FillAsync("good baseline");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(row.Locator(".tag")).ToHaveTextAsync(["baseline", "good"]);
    }

    [Fact]
    public async Task Compares_two_runs_that_were_chosen()
    {
        using var one = new PlayedTraining(server.RunsFolder, "left-hand").Play(50).End();
        using var other = new PlayedTraining(server.RunsFolder, "right-hand", depth: 4).Play(80).End();
        var page = await chromium.Open();
        await page.GotoAsync(server.At("/"));

        await page.GetByLabel("Compare left-hand").CheckAsync();
        await page.GetByLabel("Compare right-hand").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare these two" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Compare two runs");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "80 of 400" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".diff .removed").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".pairs .canvas[data-drawn]").First).ToBeVisibleAsync();
    }
}
