using System.Diagnostics;
using Fathom.Pictures.Reports;

namespace Fathom.Pictures.Tests.Reports;

/// <summary>Reports as Chromium sees them; skipped where there is none.</summary>
public sealed class ReportInBrowserTests(SvgPainter painter) : IClassFixture<SvgPainter>, IDisposable
{
    const string Chromium = "/usr/bin/chromium";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-browser-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Interactive_charts_come_alive_under_the_reports_own_policy()
    {
        var pictures = RunReport.Pictures(AllPictures.View).Count;

        var page = await Open(new() { Interactive = true });

        Assert.Equal(pictures, Count(page, "class=\"is-live\""));
        Assert.Equal(pictures, Count(page, "<canvas"));
    }

    [Fact]
    public async Task Names_of_the_run_become_text_and_no_elements()
    {
        var page = await Open(new());

        Assert.Equal(0, Count(page, "<script"));
        Assert.Equal(0, Count(page, "<canvas"));
        Assert.True(Count(page, "&lt;script&gt;alert('x')") > 15);
    }

    async Task<string> Open(ReportOptions options)
    {
        Assert.SkipUnless(File.Exists(Chromium), $"There is no {Chromium} to open a report with.");
        var file = Path.Combine(_folder.FullName, "run.html");
        await File.WriteAllTextAsync(file, RunReport.Write(AllPictures.View, painter, options), TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(Chromium) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in (string[])
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            $"--user-data-dir={_folder.FullName}/profile", "--dump-dom", new Uri(file).AbsoluteUri,
        ]) start.ArgumentList.Add(word);

        using var browser = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            var errors = browser.StandardError.ReadToEndAsync(limit.Token);
            var page = await browser.StandardOutput.ReadToEndAsync(limit.Token);
            await errors;
            return page;
        }
        finally
        {
            if (!browser.HasExited) browser.Kill(entireProcessTree: true);
        }
    }

    static int Count(string text, string part) => text.Split(part).Length - 1;
}
