using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Kinds;

/// <summary>A line without axes, as high as a line of text or two.</summary>
static class Sparkline
{
    const string PictureId = "sparkline";
    const string Title = "Loss";
    const int MostPoints = 200;

    public static Picture Draw(IReadOnlyList<double> values, Scheme scheme)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0) return Blank.Picture(PictureId, Title, "No loss was recorded.", scheme) with { Height = 28 };
        var palette = Palette.Of(scheme);
        var course = finite[^1] < finite[0] ? "falls" : finite[^1] > finite[0] ? "rises" : "stays";
        return new Picture
        {
            Id = PictureId,
            Title = Title,
            Description = finite.Count == 1 ? $"The loss is {Say.Number(finite[0])}." : $"The loss {course} from {Say.Number(finite[0])} to {Say.Number(finite[^1])}.",
            Option = Charts.Json(new
            {
                animation = false,
                grid = new { left = 2, right = 2, top = 3, bottom = 3 },
                xAxis = new { type = "value", show = false, min = 0, max = Math.Max(1, values.Count - 1) },
                yAxis = new { type = "value", show = false, scale = true },
                series = new[]
                {
                    new
                    {
                        type = "line", symbol = "circle", symbolSize = 4, showSymbol = finite.Count == 1, silent = true, lineStyle = new { color = palette.Blue, width = 1.5 }, itemStyle = new { color = palette.Blue },
                        data = Spread.Of([.. values.Select((value, at) => new[] { at, value })], MostPoints),
                    },
                },
            }),
            Table = new(["part", "mean loss"], [.. values.Select((value, at) => (IReadOnlyList<string>)[$"{at + 1}", Say.Number(value)])]),
            Height = 28,
        };
    }
}
