using System.Text.RegularExpressions;
using Fathom.Runs;
using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

public sealed class RunPageTests(Chromium chromium, Server server) : IClassFixture<Chromium>, IClassFixture<Server>
{
    const string Script = "<script>document.title='taken over'</script><img src=x onerror=\"document.title='taken over'\">";

    [Fact]
    public async Task Shows_a_recorded_run_with_its_pictures_and_findings()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(200).Guard().Find(PlayedTraining.Vanishing()).End();
        var page = await chromium.Open();
        var errors = Errors(page);

        await page.GotoAsync(server.At($"/runs/{run.Id}"));

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("deep-sigmoid");
        await Assertions.Expect(page.GetByText("vanishing-gradient at linear1..linear3")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = Part("The loss falls from") })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("figure.chart .canvas canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("200 of 400")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 guard event")).ToBeVisibleAsync();
        Assert.Empty(errors);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Prints_pictures_that_nobody_has_scrolled_to()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(200).Guard().Find(PlayedTraining.Vanishing()).End();
        var page = await chromium.Open(new() { ViewportSize = new() { Width = 900, Height = 200 } });
        await page.GotoAsync(server.At($"/runs/{run.Id}"));
        var pictures = page.Locator("figure.chart:not(.is-empty) > .canvas:visible");
        await Assertions.Expect(page.Locator("figure.chart > .canvas[aria-label]").First).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator("figure.chart > .canvas:visible:not([aria-label])")).ToHaveCountAsync(0);
        var all = await pictures.CountAsync();
        var drawn = page.Locator("figure.chart:not(.is-empty) > .canvas[data-drawn]:visible");
        Assert.InRange(await drawn.CountAsync(), 0, all - 1);

        await page.PdfAsync();

        await Assertions.Expect(drawn).ToHaveCountAsync(all);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Follows_a_training_live()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(50);
        var page = await chromium.Open();
        await page.GotoAsync(server.At($"/runs/{run.Id}"));
        var loss = page.Locator("figure.chart .canvas").First;
        await Assertions.Expect(loss).ToHaveAttributeAsync("aria-label", Part("at step 50;"));

        run.Play(50);

        await Assertions.Expect(loss).ToHaveAttributeAsync("aria-label", Part("at step 100;"));
        await Assertions.Expect(page.GetByTestId("step")).ToHaveTextAsync("100 of 400");
        run.Find(PlayedTraining.Vanishing()).End(RunStatus.Failed, "The loss stayed non-finite.");
        await Assertions.Expect(page.GetByText("The loss stayed non-finite.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".badge.failed")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 finding", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Draws_from_changes_what_a_page_that_comes_later_draws_from_the_whole()
    {
        using var run = new PlayedTraining(server.RunsFolder, planned: 10_000).Play(150);
        var (one, other) = (await chromium.Open(Tall), await chromium.Open(Tall));
        var changes = 0;
        one.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Interlocked.Add(ref changes, frame.Text?.Contains("\"changes\"", StringComparison.Ordinal) == true ? 1 : 0);
        await one.GotoAsync(server.At($"/runs/{run.Id}"));
        for (var time = 0; time < 8; time++)
        {
            await Assertions.Expect(one.Locator("figure.chart .canvas").First).ToHaveAttributeAsync("aria-label", Part($"at step {run.Step};"));
            run.Play(30);
        }

        await other.GotoAsync(server.At($"/runs/{run.Id}"));

        string drawn = "", whole = "none";
        for (var tries = 0; tries < 40 && drawn != whole; tries++)
        {
            await one.WaitForTimeoutAsync(250);
            (drawn, whole) = (await one.EvaluateAsync<string>(Drawn), await other.EvaluateAsync<string>(Drawn));
        }

        Assert.Equal(whole, drawn);
        Assert.True(whole.Length > 5_000);
        Assert.True(changes > 5);
    }

    [Fact]
    public async Task Draws_a_run_that_has_ended_in_the_colours_that_are_chosen_and_back()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(60).End();
        var page = await chromium.Open(Tall);
        await page.GotoAsync(server.At($"/runs/{run.Id}"));
        await Assertions.Expect(page.Locator(".canvas[data-drawn]").First).ToBeVisibleAsync();
        var light = await Colour(page, unlike: "");

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var dark = await Colour(page, unlike: light);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var again = await Colour(page, unlike: dark);

        Assert.NotEqual(light, dark);
        Assert.Equal(light, again);
    }

    [Fact]
    public async Task Survives_a_reload_and_a_second_viewer()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(60);
        var (one, other) = (await chromium.Open(), await chromium.Open());
        await one.GotoAsync(server.At($"/runs/{run.Id}"));
        await other.GotoAsync(server.At($"/runs/{run.Id}"));
        await Assertions.Expect(one.Locator(".canvas[data-drawn]").First).ToBeVisibleAsync();

        await one.ReloadAsync();
        run.Play(40);

        foreach (var page in new[] { one, other })
        {
            await Assertions.Expect(page.GetByTestId("step")).ToHaveTextAsync("100 of 400");
            await Assertions.Expect(page.Locator("figure.chart .canvas").First).ToHaveAttributeAsync("aria-label", Part("at step 100;"));
        }
    }

    [Fact]
    public async Task Survives_a_connection_that_drops()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(60);
        var page = await chromium.Open();
        // The connections go through the test's hands, so that it can drop them.
        var sockets = new System.Collections.Concurrent.ConcurrentQueue<IWebSocketRoute>();
        await page.RouteWebSocketAsync(_ => true, socket =>
        {
            socket.ConnectToServer();
            sockets.Enqueue(socket);
        });
        await page.GotoAsync(server.At($"/runs/{run.Id}"));
        await Assertions.Expect(page.GetByTestId("step")).ToHaveTextAsync("60 of 400");
        await Assertions.Expect(page.Locator(".canvas[data-drawn]").First).ToBeVisibleAsync();
        Assert.True(sockets.Count >= 2);

        foreach (var socket in sockets) await socket.CloseAsync(new() { Code = 3001, Reason = "dropped" });
        run.Play(40);

        await Assertions.Expect(page.GetByTestId("step")).ToHaveTextAsync("100 of 400");
        await Assertions.Expect(page.Locator("figure.chart .canvas").First).ToHaveAttributeAsync("aria-label", Part("at step 100;"));
    }

    [Fact]
    public async Task Chooses_a_step_with_the_keyboard()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(100).End();
        var page = await chromium.Open();
        await page.GotoAsync(server.At($"/runs/{run.Id}"));
        await page.GetByRole(AriaRole.Slider).ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.GetByText("Depth profile at step 91")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Slider).FocusAsync();
        await page.Keyboard.PressAsync("Home");

        await Assertions.Expect(page.GetByText("Depth profile at step 1", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Shows_the_numbers_behind_a_picture()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(100).End();
        var page = await chromium.Open();
        await page.GotoAsync(server.At($"/runs/{run.Id}"));

        await page.GetByText("The numbers").First.ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "loss", Exact = true }).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Escapes_whatever_a_recipe_or_a_journal_names()
    {
        var finding = PlayedTraining.Vanishing(Script) with { Summary = Script, Treatments = [Script], Causes = [new(Script, 1, Script)], Evidence = [new(Script, 1, 2)] };
        using var run = new PlayedTraining(server.RunsFolder, Script, recipe: "name: " + Script).Play(30).Guard(Script).Find(finding).End(RunStatus.Failed, Script);
        var page = await chromium.Open();

        foreach (var path in new[] { $"/runs/{run.Id}", "/", $"/compare?left={run.Id}&right={run.Id}" })
        {
            await page.GotoAsync(server.At(path));
            await Assertions.Expect(page.GetByText("<script>").First).ToBeAttachedAsync();
            await page.WaitForTimeoutAsync(300);

            Assert.NotEqual("taken over", await page.TitleAsync());
            Assert.Equal(0, await page.Locator("img[src=x]").CountAsync());
        }
    }

    [Fact]
    public async Task Says_when_a_run_is_deleted_while_it_is_watched()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(40);
        var page = await chromium.Open();
        await page.GotoAsync(server.At($"/runs/{run.Id}"));
        await Assertions.Expect(page.GetByTestId("step")).ToHaveTextAsync("40 of 400");

        Directory.Delete(run.Folder.Path, true);

        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "was deleted" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("step")).ToHaveTextAsync("40 of 400");
    }

    [Fact]
    public async Task Shows_what_is_whole_of_a_damaged_run()
    {
        string id;
        using (var run = new PlayedTraining(server.RunsFolder).Play(200).End())
        {
            id = run.Id;
            var journal = new DirectoryInfo(run.Folder.Path).GetFiles().Where(file => !file.Name.Contains("tfevents", StringComparison.Ordinal) && file.Extension is not (".json" or ".yaml")).MaxBy(file => file.Length)!;
            using var stream = journal.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Position = stream.Length / 2;
            stream.Write([1, 2, 3, 4, 5, 6, 7, 8]);
        }

        var page = await chromium.Open();
        await page.GotoAsync(server.At($"/runs/{id}"));

        await Assertions.Expect(page.GetByText("damaged and left out")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".canvas[data-drawn]").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Says_that_a_run_is_of_a_newer_version()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(10).End();
        var page = await chromium.Open();
        await page.GotoAsync(server.At("/"));
        await Assertions.Expect(page.Locator($"a[href='runs/{run.Id}']")).ToBeVisibleAsync();

        var text = await File.ReadAllTextAsync(run.Folder.ManifestPath, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(run.Folder.ManifestPath, text.Replace("\"layout\": 1", "\"layout\": 99", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await page.GotoAsync(server.At($"/runs/{run.Id}"));

        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "newer" })).ToBeVisibleAsync();
    }

    // All charts are in sight at once.
    static readonly BrowserNewContextOptions Tall = new() { ViewportSize = new() { Width = 1280, Height = 4000 } };

    const string Drawn = "JSON.stringify([...document.querySelectorAll('figure.chart .canvas')].map(canvas => echarts.getInstanceByDom(canvas)?.getOption()).map(option => [option?.series.map(series => series.data), option?.xAxis.map(axis => [axis.min, axis.max])]))";

    static async Task<string> Colour(IPage page, string unlike)
    {
        const string Line = "echarts.getInstanceByDom(document.querySelector('figure.chart .canvas')).getOption().series.find(series => series.name === 'loss').lineStyle.color";
        var colour = await page.EvaluateAsync<string>(Line);
        for (var tries = 0; tries < 40 && colour == unlike; tries++)
        {
            await page.WaitForTimeoutAsync(100);
            colour = await page.EvaluateAsync<string>(Line);
        }

        return colour;
    }

    static Regex Part(string text) => new(Regex.Escape(text), RegexOptions.None, TimeSpan.FromSeconds(1));

    static List<string> Errors(IPage page)
    {
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);
        return errors;
    }
}
