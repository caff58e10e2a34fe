using Fathom.Ledger;
using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>For sequences: what is left of the gradient at each time step, at the first reading and at the last.</summary>
static class GradientThroughTime
{
    const string PictureId = "gradient-through-time";
    const string Title = "Gradient through time";
    const int MostSteps = 1000;

    public static IReadOnlyList<string> Modules(RunView view) =>
    [
        .. view.Readings.TakeLast(1).SelectMany(block => block.Places)
            .Where(place => place.GradientThroughTime.Count > 1 || place is { Kind: LinkKind.Recurrent, Call: 1, Output: 0 })
            .Select(place => place.Name).Distinct(StringComparer.Ordinal),
    ];

    public static Picture Draw(RunView view, Scheme scheme, string? module)
    {
        module ??= Modules(view) is [var first, ..] ? first : null;
        if (module is null) return Blank.Picture(PictureId, Title, "This network has no layer that runs through a sequence.", scheme);
        var readings = view.Readings.Select(block => (Block: block, Norms: Norms(block, module))).Where(reading => reading.Norms.Count > 1).ToList();
        if (readings.Count == 0) return Blank.Picture(PictureId, $"{Title} at {module}", $"No reading of this run holds the gradient through time at {module}.", scheme);

        var palette = Palette.Of(scheme);
        var chosen = readings.Count == 1 ? readings : [readings[0], readings[^1]];
        var steps = chosen.Max(reading => reading.Norms.Count);
        var series = new List<object>();
        var legend = new List<string>();
        for (var at = 0; at < chosen.Count; at++)
        {
            var isLast = at == chosen.Count - 1;
            var (block, norms) = chosen[at];
            // Sequences of different lengths end together: what counts is the distance to the loss.
            var behind = steps - norms.Count;
            var name = Blocks.Name(block);
            var shown = Spread.Of([.. Enumerable.Range(0, norms.Count)], MostSteps);
            legend.Add(name);
            series.Add(new
            {
                type = "line", name, symbol = isLast ? "circle" : "rect", symbolSize = 5, showSymbol = steps <= 80, z = 4,
                lineStyle = new { color = isLast ? palette.Blue : palette.Orange, width = 2, type = isLast ? "solid" : "dashed" }, itemStyle = new { color = isLast ? palette.Blue : palette.Orange },
                data = shown.Select(step => new[] { behind + step + 1, norms[step].Decades }),
            });
            var nothing = shown.Where(step => norms[step].Kind is MagnitudeKind.Nothing or MagnitudeKind.NotFinite).ToList();
            if (!isLast || nothing.Count == 0) continue;
            var least = chosen.SelectMany(reading => reading.Norms).Where(norm => norm.Kind == MagnitudeKind.Number).Select(norm => Math.Floor(norm.Decades)).DefaultIfEmpty(0).Min();
            legend.Add("nothing left, or not finite");
            series.Add(new { type = "scatter", name = "nothing left, or not finite", symbol = "path://M0,0L10,10M10,0L0,10", symbolSize = 8, itemStyle = new { color = palette.Red, borderColor = palette.Red, borderWidth = 2, opacity = 1 }, data = nothing.Select(step => new[] { behind + step + 1, least }), z = 6 });
        }

        return new Picture
        {
            Id = PictureId,
            Title = $"{Title} at {module}",
            Description = Sentence(module, chosen[^1].Block, chosen[^1].Norms),
            Option = Charts.Json(new
            {
                animation = false,
                tooltip = Charts.Tooltip(palette, tip: "time"),
                legend = Charts.Legend(palette, legend),
                grid = Charts.Grid(top: 40),
                xAxis = Charts.Axis(palette, "value", "time step of the sequence", min: 1, max: steps, minInterval: 1, lines: false),
                yAxis = Charts.DecadeAxis(palette, ""),
                series,
            }),
            Table = Table(chosen, steps),
            Cap = steps > MostSteps ? $"Drawn for {MostSteps} of {steps} time steps, evenly spread." : "",
        };
    }

    static List<Magnitude> Norms(ReadingBlock block, string module)
    {
        var places = block.Places.Where(place => string.Equals(place.Name, module, StringComparison.Ordinal)).ToList();
        if (places.Find(place => place.GradientThroughTime.Count > 1) is { } whole)
            return [.. whole.GradientThroughTime.Select(norm => Magnitude.Of(double.IsNaN(norm) ? double.PositiveInfinity : norm / Math.Sqrt(Math.Max(1, whole.GradientCount))))];
        return [.. places.GroupBy(place => place.Call).OrderBy(call => call.Key).Select(call => Magnitude.OfGradients(call))];
    }

    static string Sentence(string module, ReadingBlock block, List<Magnitude> norms)
    {
        var last = norms[^1];
        var first = norms.FindIndex(norm => norm.Kind == MagnitudeKind.Number);
        if (first < 0 || last.Kind != MagnitudeKind.Number) return $"At {Blocks.Name(block)} no gradient could be followed through the {norms.Count} time steps of {module}.";
        var change = norms[first].Decades - last.Decades;
        var perStep = first == norms.Count - 1 ? 0 : change / (norms.Count - 1 - first);
        var reach = first == 0 ? "" : $" Before time step {first + 1} there is nothing left, or it is not finite.";
        return $"Back from time step {norms.Count} to {first + 1} the gradient norm at {module} goes from {last} to {norms[first]}: {Say.Decades(change)} decades, {perStep:+0.00;-0.00;0.00} per time step, at {Blocks.Name(block)}.{reach}";
    }

    static PictureTable Table(List<(ReadingBlock Block, List<Magnitude> Norms)> readings, int steps) => new(
        ["time step", .. readings.Select(reading => $"norm at {Blocks.Name(reading.Block)}")],
        [.. Spread.Of([.. Enumerable.Range(0, steps)], 50).Select(step => (IReadOnlyList<string>)
        [
            $"{step + 1}", .. readings.Select(reading => step - (steps - reading.Norms.Count) is >= 0 and var at ? reading.Norms[at].ToString() : Say.Missing),
        ])]);
}
