using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>The candidates of a cure: the held-out metric without and with each treatment.</summary>
static class TrialBars
{
    const string PictureId = "trials";
    const string Title = "Treatments tried, before and after";
    const int MostTrials = 30;

    public static Picture Draw(RunView view, Scheme scheme)
    {
        if (view.Trials.Count == 0) return Blank.Picture(PictureId, Title, "No treatment was tried in this run.", scheme);
        var palette = Palette.Of(scheme);
        var drawn = view.Trials.Take(MostTrials).ToList();
        var series = new List<object>();
        Bars("without it", palette.Orange, "dashed", trial => trial.Untreated);
        Bars("with it", palette.Blue, "solid", trial => trial.Treated);
        return new Picture
        {
            Id = PictureId,
            Title = Title,
            Description = Sentence(view.Trials),
            Option = Charts.Json(new
            {
                animation = false,
                tooltip = Charts.Tooltip(palette),
                legend = Charts.Legend(palette, ["without it", "with it"]),
                grid = Charts.Grid(top: 34, right: 56),
                xAxis = Charts.Axis(palette, "value", "held-out metric", min: drawn.Exists(IsNegative) ? null : 0),
                yAxis = Charts.NameAxis(palette, "", [.. drawn.Select(trial => $"{trial.Name} ({trial.State})")], upright: true, width: 230),
                series,
            }),
            Table = new(
                ["treatment", "state", "steps", "without it", "with it", "reason"],
                [.. view.Trials.Select(trial => (IReadOnlyList<string>)[trial.Name, trial.State, $"{trial.Steps}", Say.Number(trial.Untreated), Say.Number(trial.Treated), trial.Reason])]),
            Height = 90 + 44 * drawn.Count,
            Cap = view.Trials.Count > MostTrials ? $"The first {MostTrials} of {view.Trials.Count} treatments are drawn." : "",
        };

        void Bars(string name, string colour, string border, Func<RunTrial, double> metric) => series.Add(new
        {
            type = "bar", name, barMaxWidth = 14, itemStyle = new { color = colour, borderColor = palette.Ink, borderWidth = border == "dashed" ? 1 : 0, borderType = border },
            data = drawn.Select(trial => new
            {
                value = metric(trial), label = new { show = true, position = "right", color = palette.Ink, fontSize = 11, formatter = double.IsNaN(metric(trial)) ? "" : Say.Number(metric(trial)) },
            }),
        });
    }

    static bool IsNegative(RunTrial trial) => trial.Untreated < 0 || trial.Treated < 0;

    static string Sentence(IReadOnlyList<RunTrial> trials)
    {
        var proved = trials.Where(trial => string.Equals(trial.State, "proved", StringComparison.OrdinalIgnoreCase)).ToList();
        var tried = $"{Say.Count(trials.Count, "treatment was", "treatments were")} tried";
        return proved.Count == 0
            ? $"{tried}; none is proved."
            : $"{tried}; proved: {string.Join(", ", proved.Select(trial => $"{trial.Name} ({Say.Value(trial.Untreated)} without it, {Say.Value(trial.Treated)} with it)"))}.";
    }
}
