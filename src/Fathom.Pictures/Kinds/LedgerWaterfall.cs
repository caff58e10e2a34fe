using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>Link by link from the loss back to the input, what the gradient gains and loses, each bar beginning where the one before ended.</summary>
static class LedgerWaterfall
{
    const string PictureId = "ledger-waterfall";
    const string Title = "Ledger by link";
    const int MostLinks = 80;

    public static Picture Draw(RunView view, Scheme scheme, long? step)
    {
        var block = Blocks.At([.. view.Readings.Where(reading => reading.Links.Count > 0)], step);
        if (block is null) return Blank.Picture(PictureId, Title, "No reading of this run holds a ledger yet.", scheme);

        var perRow = (block.Links.Count + MostLinks - 1) / MostLinks;
        var rows = new List<(string Name, double From, double To, bool Ends)>();
        var sum = 0.0;
        foreach (var group in block.Links.Chunk(perRow))
        {
            var counted = group.Where(link => link.Count > 0).Sum(link => link.Decades);
            var name = group.Length == 1 ? group[0].Name : $"{group[0].Name}..{group[^1].Name}";
            rows.Add((name, sum, sum + counted, Array.Exists(group, link => link.Ended > 0)));
            sum += counted;
        }

        return new Picture
        {
            Id = PictureId,
            Title = $"{Title} at {Blocks.Name(block)}",
            Description = Sentence(block, sum),
            Option = Option(Palette.Of(scheme), rows),
            Table = new(
                ["link", "kind", "gain", "decades", "sum so far"],
                [.. block.Links.Select((link, at) => (IReadOnlyList<string>)
                [
                    link.Name, $"{link.Kind}".ToLowerInvariant(), Gain(link), link.Count == 0 ? Say.Missing : Say.Decades(link.Decades),
                    Say.Decades(block.Links.Take(at + 1).Where(counted => counted.Count > 0).Sum(counted => counted.Decades)),
                ])]),
            Height = Math.Clamp(120 + 18 * rows.Count, 200, 1400),
            Cap = perRow == 1 ? "" : $"{block.Links.Count} links are drawn as {rows.Count} bars of {perRow} neighbours each; decades add up exactly.",
        };
    }

    static string Gain(LinkBlock link) => link.Count == 0 ? "nothing left or not finite" : $"x {Say.Power(link.Decades)}";

    static string Sentence(ReadingBlock block, double sum)
    {
        var counted = block.Links.Where(link => link.Count > 0).ToList();
        var text = new List<string>();
        if (counted.Count > 0)
        {
            var (least, most) = (counted.MinBy(link => link.Decades)!, counted.MaxBy(link => link.Decades)!);
            text.Add($"From the loss back to the first layer the gradient's norm changes by {Say.Decades(sum)} decades over {Say.Count(counted.Count, "link", "links")}, at {Blocks.Name(block)}.");
            if (least.Decades < 0) text.Add($"{least.Name} takes most ({Say.Decades(least.Decades)}).");
            if (most.Decades > 0) text.Add($"{most.Name} adds most ({Say.Decades(most.Decades)}).");
        }

        if (block.Links.FirstOrDefault(link => link.Ended > 0) is { } end) text.Add($"The ledger ends at {end.Name}: behind it nothing is left, or it is not finite{(block.Count > 1 ? $" (in {end.Ended} of {block.Count} readings)" : "")}.");
        return string.Join(' ', text);
    }

    static string Option(Palette palette, List<(string Name, double From, double To, bool Ends)> rows)
    {
        var series = new List<object>();
        var legend = new List<string>();
        Bars("shrinks the gradient", palette.Blue, row => row.To < row.From);
        Bars("grows the gradient", palette.Orange, row => row.To >= row.From);
        var ends = rows.Select((row, at) => (row, at)).Where(row => row.row.Ends).Select(row => new[] { row.row.To, row.at }).ToList();
        if (ends.Count > 0)
        {
            legend.Add("the ledger ends here");
            series.Add(new { type = "scatter", name = "the ledger ends here", symbol = "path://M0,0L10,10M10,0L0,10", symbolSize = 10, itemStyle = new { color = palette.Red, borderColor = palette.Red, borderWidth = 2, opacity = 1 }, data = ends, z = 5 });
        }

        return Charts.Json(new
        {
            animation = false,
            tooltip = Charts.Tooltip(palette, tip: "span"),
            legend = Charts.Legend(palette, legend),
            grid = Charts.Grid(top: 36),
            xAxis = Charts.DecadeAxis(palette, "share of the gradient that is left"),
            yAxis = Charts.NameAxis(palette, "", [.. rows.Select(row => $"{row.Name}  {Say.Decades(row.To - row.From)}")], upright: true, width: 170),
            series,
        });

        void Bars(string name, string colour, Func<(string Name, double From, double To, bool Ends), bool> belongs)
        {
            var data = rows.Select((row, at) => (row, at)).Where(row => belongs(row.row)).Select(row => new[] { row.at, row.row.From, row.row.To }).ToList();
            if (data.Count == 0) return;
            legend.Add(name);
            series.Add(new { type = "custom", name, renderItem = "fathom-span", progressive = 0, itemStyle = new { color = colour }, encode = Charts.Spans, data });
        }
    }
}
