using Fathom.Diagnoses;
using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>Each finding with its causes as bars: how much of it each explains.</summary>
static class FindingBars
{
    const string PictureId = "findings";
    const string Title = "Findings and their causes";
    const int MostRows = 60;

    public static Picture Draw(RunView view, Scheme scheme)
    {
        if (view.Findings.Count == 0) return Blank.Picture(PictureId, Title, "The diagnoses found nothing.", scheme);
        var palette = Palette.Of(scheme);
        var findings = view.Findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Step).ToList();
        var rows = findings.SelectMany(Rows).ToList();
        var drawn = rows.Take(MostRows).ToList();
        return new Picture
        {
            Id = PictureId,
            Title = Title,
            Description = string.Join(' ', findings.Take(5).Select(Sentence)) + (findings.Count > 5 ? $" And {findings.Count - 5} more." : ""),
            Option = Charts.Json(new
            {
                animation = false,
                tooltip = Charts.Tooltip(palette),
                grid = Charts.Grid(top: 8, right: 56),
                xAxis = Charts.Axis(palette, "value", "share explained, in percent", min: 0, max: 100),
                yAxis = new
                {
                    type = "category", inverse = true, axisTick = new { show = false }, axisLine = new { show = true, lineStyle = new { color = palette.Muted } }, splitLine = new { show = false },
                    axisLabel = new { color = palette.Ink, fontSize = 11, width = 230, overflow = "truncate", interval = 0 },
                    data = drawn.Select(row => new { value = row.Name, textStyle = new { fontWeight = row.Cause is null ? "bold" : "normal" } }),
                },
                series = new[]
                {
                    new
                    {
                        type = "bar", name = "share in percent", barMaxWidth = 16, itemStyle = new { color = palette.Blue },
                        data = drawn.Select(row => new
                        {
                            value = row.Cause is null ? 0 : 100 * row.Cause.Share,
                            label = new { show = true, position = "right", color = palette.Ink, fontSize = 11, formatter = row.Says },
                        }),
                    },
                },
            }),
            Table = new(
                ["finding", "severity", "place", "since step", "cause", "share in percent", "evidence"],
                [.. findings.SelectMany(finding => finding.Causes.DefaultIfEmpty(new Cause("", double.NaN, "")).Select(cause => (IReadOnlyList<string>)
                [
                    finding.Id, $"{finding.Severity}".ToLowerInvariant(), finding.Place, $"{finding.Step}", cause.Id, Say.Number(100 * cause.Share), cause.Evidence,
                ]))]),
            Height = 64 + 22 * drawn.Count,
            Cap = rows.Count > MostRows ? $"The first {MostRows} of {rows.Count} rows are drawn, the gravest findings first." : "",
        };
    }

    static IEnumerable<(string Name, Cause? Cause, string Says)> Rows(Finding finding) =>
        finding.Causes.Select(cause => (cause.Id, (Cause?)cause, FormattableString.Invariant($"{100 * cause.Share:0} %")))
            .Prepend(($"{finding.Severity}".ToLowerInvariant() + $": {finding.Id}", null, $"{finding.Place} since step {finding.Step}"));

    static string Sentence(Finding finding) =>
        $"{finding.Severity} {finding.Title}{(finding.Causes.Count == 0 ? "." : $", because of {string.Join(", ", finding.Causes.Select(cause => $"{cause.Id} ({100 * cause.Share:0} %)"))}.")}";
}
