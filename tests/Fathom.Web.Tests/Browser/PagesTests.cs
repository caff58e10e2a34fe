using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

public sealed class PagesTests(Chromium chromium, Server server) : IClassFixture<Chromium>, IClassFixture<Server>
{
    [Theory]
    [InlineData("/", "Runs")]
    [InlineData("/no/such/page", "There is no such page")]
    public async Task Each_page_opens_without_an_error(string path, string heading)
    {
        var page = await chromium.Open();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync(server.At(path));

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        await page.ScreenshotAsync(new() { Path = "/tmp/x.png" });
        Assert.Empty(errors);
        Assert.Empty(server.Problems);
    }
}
