using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

/// <summary>Trainings that the pages start, by the program as it is built.</summary>
public sealed class RealProgramTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    const string Recipe =
        """
        name: small
        seed: 1
        data: { source: blobs, samples: 200 }
        network:
          input: [2]
          layers:
            - repeat: 6
              layers: [ { linear: 8 }, sigmoid ]
            - linear: 3
        training:
          optimizer: { sgd: { lr: 0.1 } }
          batch: 32
          steps: 200
        """;

    readonly string _runs = Directory.CreateTempSubdirectory("fathom-web-").FullName;
    readonly string _program = Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "Fathom.Cli", "release", "Fathom.Cli.dll");
    WatchServer? _server;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(_program)) _server = await WatchServer.Start(new() { RunsFolder = _runs, Port = 0, Program = ["dotnet", _program] }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_runs, true);
    }

    [Fact]
    public async Task Tries_a_treatment_that_fits_and_leads_to_its_run()
    {
        var page = await Open();

        await page.GetByRole(AriaRole.Button, new() { Name = "Try a treatment…" }).ClickAsync();
        var offer = page.GetByRole(AriaRole.Button, new() { Name = "Train with " }).First;
        var treatment = (await offer.InnerTextAsync())["Train with ".Length..];
        await offer.ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Its run" }).ClickAsync(new() { Timeout = 120_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("small-" + treatment);
        await Assertions.Expect(page.Locator(".badge.finished")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Assertions.Expect(page.GetByTestId("step")).ToHaveTextAsync("200 of 200");
    }

    [Fact]
    public async Task Looks_for_a_cure_until_it_is_stopped()
    {
        var page = await Open();

        await page.GetByRole(AriaRole.Button, new() { Name = "Find and prove a cure" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Looking for a cure of small")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find and prove a cure" }).ClickAsync();
        await Assertions.Expect(page.GetByText("You have a training under way")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();

        await Assertions.Expect(page.GetByText("It was stopped.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    async Task<IPage> Open()
    {
        Assert.SkipWhen(_server is null, $"The program is not built: {_program} is missing.");
        using var run = new PlayedTraining(_runs, "small", recipe: Recipe).Play(60).Find(PlayedTraining.Vanishing()).End();
        var page = await chromium.Open();
        await page.GotoAsync(new Uri(_server.Address, $"runs/{run.Id}").ToString());
        return page;
    }
}
