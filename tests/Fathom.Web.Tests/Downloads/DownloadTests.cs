using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Fathom.Web.Tests.Browser;
using Microsoft.Playwright;

namespace Fathom.Web.Tests.Downloads;

public sealed class DownloadTests(Chromium chromium, Server server) : IClassFixture<Chromium>, IClassFixture<Server>
{
    // A report takes some seconds of processor time, and a busy machine gives them slowly.
    const float Patience = 240_000;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hands_out_report_tables_and_pictures_from_the_page()
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(60).Find(PlayedTraining.Vanishing()).End();
        var page = await chromium.Open();
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(server.At($"/runs/{run.Id}"));
        var whole = page.GetByRole(AriaRole.Navigation, new() { Name = "This run as a file" });

        var report = await Click(page, whole.GetByText("Report (HTML)"));
        var json = await Click(page, whole.GetByText("JSON"));
        var csv = await Click(page, whole.GetByText("CSV"));
        var parquet = await Click(page, whole.GetByText("Parquet"));
        var svg = await Click(page, page.GetByRole(AriaRole.Link, new() { Name = "gradient map as SVG" }));
        var histogram = await Click(page, page.GetByRole(AriaRole.Link, new() { Name = "histogram of gradients as SVG" }));

        var end = run.Id[^8..];
        Assert.Equal($"deep-sigmoid-{end}.html", report.Name);
        Assert.Contains("vanishing-gradient", Encoding.UTF8.GetString(report.Content), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json.Content);
        Assert.Equal((run.Id, 60), (document.RootElement.GetProperty("id").GetString(), document.RootElement.GetProperty("scalars").EnumerateArray().Count(row => row.GetProperty("tag").GetString() == "loss")));
        Assert.Equal($"deep-sigmoid-{end}-csv.zip", csv.Name);
        Assert.StartsWith("tag,first_step", Text(csv.Content, "scalars.csv"), StringComparison.Ordinal);
        Assert.StartsWith("PAR1", Text(parquet.Content, "guard-events.parquet"), StringComparison.Ordinal);
        Assert.Equal($"deep-sigmoid-{end}-gradient-map.svg", svg.Name);
        Assert.Contains("Gradient map", Encoding.UTF8.GetString(svg.Content), StringComparison.Ordinal);
        Assert.Contains("linear", Encoding.UTF8.GetString(histogram.Content), StringComparison.Ordinal);
        Assert.EndsWith($"/runs/{run.Id}", page.Url, StringComparison.Ordinal);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task Hands_out_a_picture_as_png()
    {
        using var painter = Fathom.Pictures.PngPainter.TryCreate();
        Assert.SkipUnless(painter is not null, "This system has no font to write with.");
        using var run = new PlayedTraining(server.RunsFolder).Play(20);
        var page = await chromium.Open();
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(server.At($"/runs/{run.Id}"));

        var png = await Click(page, page.GetByRole(AriaRole.Link, new() { Name = "loss as PNG" }));

        Assert.Equal("\u0089PNG", Encoding.Latin1.GetString(png.Content.AsSpan(0, 4)));
    }

    [Theory]
    [InlineData("files/{0}/nothing.html")]
    [InlineData("files/{0}/..%2f..%2frecipe.yaml")]
    [InlineData("files/{0}/%2fetc%2fpasswd")]
    [InlineData("files/{0}/journal-0001-00000001.fathom")]
    [InlineData("files/{0}/loss.svg%00.html")]
    [InlineData("files/..%2f..%2fetc/report.html")]
    [InlineData("files/0198c0de-0000-7000-8000-000000000001/report.html")]
    public async Task Reaches_no_file_by_an_address(string path)
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(5);
        using var browser = new HttpClient();

        using var answer = await browser.GetAsync(server.At("/" + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, run.Id)), Stop);

        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "http://evil.example")]
    public async Task Makes_nothing_for_another_site(string header, string value)
    {
        using var run = new PlayedTraining(server.RunsFolder).Play(5);
        using var browser = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.At($"/files/{run.Id}/report.html"));
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await browser.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Gives_a_file_a_harmless_name_and_runs_nothing_in_it()
    {
        using var run = new PlayedTraining(server.RunsFolder, "../\"evil\"\r\nX: y;.exe").Play(5);
        using var browser = new HttpClient();

        using var answer = await browser.GetAsync(server.At($"/files/{run.Id}/run.json"), Stop);

        Assert.Equal($"attachment; filename=----evil---X--y--exe-{run.Id[^8..]}.json", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync(Stop)).Length);
    }

    static async Task<(string Name, byte[] Content)> Click(IPage page, ILocator link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync(), new() { Timeout = Patience });
        await using var stream = await download.CreateReadStreamAsync();
        var content = new MemoryStream();
        await stream.CopyToAsync(content, Stop);
        return (download.SuggestedFilename, content.ToArray());
    }

    static string Text(byte[] archive, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
