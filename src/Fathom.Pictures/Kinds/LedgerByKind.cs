using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>The ledger's decades summed by what the links are: weights, slopes, norms.</summary>
static class LedgerByKind
{
    const string PictureId = "ledger-by-kind";
    const string Title = "Ledger by kind";

    public static Picture Draw(RunView view, Scheme scheme, long? step)
    {
        var block = Blocks.At([.. view.Readings.Where(reading => reading.Links.Any(link => link.Count > 0))], step);
        if (block is null) return Blank.Picture(PictureId, Title, "No reading of this run holds a ledger yet.", scheme);

        var kinds = block.Links.Where(link => link.Count > 0).GroupBy(link => link.Kind)
            .Select(kind => (Name: $"{kind.Key}".ToLowerInvariant(), Links: kind.Count(), Sum: kind.Sum(link => link.Decades)))
            .OrderBy(kind => kind.Sum).ToList();
        var palette = Palette.Of(scheme);
        return new Picture
        {
            Id = PictureId,
            Title = $"{Title} at {Blocks.Name(block)}",
            Description = $"Summed by kind, in decades: {string.Join(", ", kinds.Select(kind => $"{kind.Name} {Say.Decades(kind.Sum)} over {Say.Count(kind.Links, "link", "links")}"))}; together {Say.Decades(kinds.Sum(kind => kind.Sum))}.",
            Option = Charts.Json(new
            {
                animation = false,
                tooltip = Charts.Tooltip(palette),
                grid = Charts.Grid(top: 12, right: 56),
                xAxis = Charts.Axis(palette, "value", "decades (- shrinks, + grows)", min: Math.Min(0, Math.Floor(kinds[0].Sum)), max: Math.Max(1, Math.Ceiling(kinds[^1].Sum))),
                yAxis = Charts.NameAxis(palette, "", [.. kinds.Select(kind => kind.Name)], upright: true),
                series = new[]
                {
                    new
                    {
                        type = "bar", name = "decades", barMaxWidth = 26,
                        data = kinds.Select(kind => new
                        {
                            value = kind.Sum, itemStyle = new { color = kind.Sum < 0 ? palette.Blue : palette.Orange },
                            label = new { show = true, position = "right", color = palette.Ink, fontSize = 12, formatter = Say.Decades(kind.Sum) },
                        }),
                    },
                },
            }),
            Table = new(["kind", "links", "decades"], [.. kinds.Select(kind => (IReadOnlyList<string>)[kind.Name, $"{kind.Links}", Say.Decades(kind.Sum)])]),
            Height = 90 + 36 * kinds.Count,
        };
    }
}
