using System.Security.Cryptography;
using System.Text;
using Fathom.Pictures.Reports;

namespace Fathom.Pictures.Tests.Reports;

public class RunReportTests(SvgPainter painter) : IClassFixture<SvgPainter>
{
    [Fact]
    public void Fetches_nothing()
    {
        var html = RunReport.Write(AllPictures.View, painter);

        Assert.DoesNotMatch("(?i)https?:|//[a-z]|url\\((?!#)|@import|<link|<img|<iframe|<object|<embed| src=| href=", html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_no_script_and_no_markup_from_the_run()
    {
        var html = RunReport.Write(AllPictures.View, painter);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i) on[a-z]+=", html);
        Assert.True(html.Split("&lt;script&gt;alert(&#39;x&#39;)").Length > 15);
    }

    [Fact]
    public void Tells_summary_findings_pictures_guards_trials_and_recipe()
    {
        var html = RunReport.Write(AllPictures.View, painter, new() { Version = "9.8.7" });

        foreach (var part in (string[])["summary", "diagnosis", "loss", "gradient-map", "findings", "trials", "depth-profile-first", "depth-profile", "ledger-by-kind", "ledger-waterfall", "gradient-through-time-1", "histogram-1", "guards", "treatments", "damages", "recipe"])
            Assert.Contains($"<section id=\"{part}\">", html, StringComparison.Ordinal);
        Assert.Contains("Finished at step 40 of 40", html, StringComparison.Ordinal);
        Assert.Contains("<dt>seed</dt><dd>1</dd>", html, StringComparison.Ordinal);
        Assert.Contains("1 of 5 events", html, StringComparison.Ordinal);
        Assert.Contains("Fathom 9.8.7", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Serves_light_and_dark_with_one_drawing()
    {
        var html = RunReport.Write(Views.Stack(), painter);

        Assert.Contains("@media (prefers-color-scheme: dark) { :root { --paper:#12171d;", html, StringComparison.Ordinal);
        Assert.Contains("fill=\"var(--ink,#1c2733)\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(fill|stroke)=\"#(?!000)", html);
    }

    [Fact]
    public void Leaves_out_what_the_run_has_nothing_for()
    {
        var html = RunReport.Write(Views.Stack() with { Readings = [], Scalars = new Dictionary<string, IReadOnlyList<Runs.ScalarBlock>>(StringComparer.Ordinal) }, painter);

        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
        Assert.Contains("The diagnoses found nothing.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_every_id_once()
    {
        var ids = Ids.In(RunReport.Write(AllPictures.View, painter));

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Tells_how_far_it_is_up_to_the_end()
    {
        var told = new List<double>();

        RunReport.Write(Views.Stack(readings: 2), painter, progress: told.Add);

        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Fact]
    public void Interactive_reports_allow_their_own_script_and_no_other()
    {
        var html = RunReport.Write(AllPictures.View, painter, new() { Interactive = true });

        var start = html.IndexOf("<script>", StringComparison.Ordinal) + "<script>".Length;
        var script = html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)];
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", html, StringComparison.Ordinal);
        Assert.Equal(-1, html.IndexOf("<script>", start, StringComparison.Ordinal));
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.DoesNotContain("alert('x')", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1_000_000, 3_000_000);
    }
}
