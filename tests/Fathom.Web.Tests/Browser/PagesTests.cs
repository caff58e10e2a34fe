using Microsoft.Playwright;

namespace Fathom.Web.Tests.Browser;

public sealed class PagesTests(Chromium chromium, Server server) : IClassFixture<Chromium>, IClassFixture<Server>
{
    [Theory]
    [InlineData("/", "Runs")]
    [InlineData("/compare", "Compare two runs")]
    [InlineData("/experiments", "Experiments")]
    [InlineData("/experiments/mean-field", "mean-field")]
    [InlineData("/runs/0198c0de-0000-7000-8000-000000000001", "There is no such run")]
    public async Task Each_page_opens_without_an_error(string path, string heading)
    {
        var page = await chromium.Open();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync(server.At(path));

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
        Assert.Empty(errors);
        Assert.Empty(server.Problems);
    }
}
