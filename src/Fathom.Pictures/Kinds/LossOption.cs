using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>The chart of the losses: the lines above, and two lanes for guards and findings below.</summary>
sealed class LossOption(RunView view, Palette palette, (long First, long Last) steps)
{
    const int MostMarks = 400;
    const string Cross = "path://M0,0L10,10M10,0L0,10";

    static readonly string[] Lanes = ["findings", "guards"];

    readonly List<object> _series = [];
    readonly List<string> _legend = [];

    public string Write(IReadOnlyList<ScalarBlock> loss, IReadOnlyList<ScalarBlock> heldOut, IReadOnlyList<ScalarBlock> accuracy)
    {
        var losses = loss.Concat(heldOut).Where(block => block.Values.Finite > 0).ToList();
        var (least, most) = losses.Count == 0 ? (0, 1) : (losses.Min(block => block.Values.Minimum), losses.Max(block => block.Values.Maximum));
        // Beyond two decades a linear axis shows only the beginning.
        var isLog = least > 0 && most / least > 100;

        // Drawn as log10, for a logarithmic axis writes 1e30 in thirty-one digits.
        Func<double, double> up = isLog ? Math.Log10 : value => value;
        Ranges(loss, up);
        Line("loss", loss, palette.Blue, "solid", "none", axis: 0, up);
        Line("held-out loss", heldOut, palette.Orange, "dashed", "circle", axis: 0, up);
        Line("held-out accuracy (right axis)", accuracy, palette.Green, "dotted", "rect", axis: 1, value => value);
        var broken = Spread.Of([.. loss.Where(block => block.Values.HasNonFinite)], MostMarks);
        Marks("loss not finite", broken.Select(block => new object[] { block.FirstStep, up(most) }), Cross, palette.Red, lane: 0);
        Marks("guard", Spread.Of(view.GuardEvents, MostMarks).Select(happened => new object[] { happened.Step, "guards" }), "triangle", palette.Purple, lane: 1);
        Marks("finding", Spread.Of(view.Findings, MostMarks).Select(finding => new object[] { finding.Step, "findings" }), "diamond", palette.Ink, lane: 1);

        return Charts.Json(new
        {
            animation = false,
            tooltip = Charts.Tooltip(palette, tip: isLog ? "decades" : "loss"),
            legend = Charts.Legend(palette, _legend),
            grid = new object[] { new { left = 62, right = 46, top = 56, bottom = 102 }, new { left = 62, right = 46, height = 36, bottom = 42 } },
            xAxis = new[] { Steps(0, "", labels: false), Steps(1, "step", labels: true) },
            yAxis = new[] { isLog ? Charts.DecadeAxis(palette, "loss", nameLocation: "end") : Charts.Axis(palette, "value", "loss", nameLocation: "end"), Shares(accuracy.Count > 0), LaneAxis() },
            series = _series,
        });
    }

    void Ranges(IReadOnlyList<ScalarBlock> loss, Func<double, double> up)
    {
        var ranges = loss.Where(block => block.Values is { Finite: > 1 } && block.Values.Maximum > block.Values.Minimum).ToList();
        if (ranges.Count == 0) return;
        _series.Add(new
        {
            type = "custom", name = "loss, least to greatest", renderItem = "fathom-range", progressive = 0, clip = true, itemStyle = new { color = palette.Blue },
            encode = Charts.Areas, data = ranges.Select(block => new[] { block.FirstStep, block.LastStep + 1, up(block.Values.Minimum), up(block.Values.Maximum) }),
        });
    }

    void Line(string name, IReadOnlyList<ScalarBlock> blocks, string colour, string style, string symbol, int axis, Func<double, double> up)
    {
        if (blocks.Count == 0) return;
        _legend.Add(name);
        _series.Add(new
        {
            type = "line", name, yAxisIndex = axis, symbol = symbol == "none" ? "circle" : symbol, symbolSize = 5, showSymbol = blocks.Count <= (symbol == "none" ? 1 : 60),
            lineStyle = new { color = colour, width = 2, type = style }, itemStyle = new { color = colour }, data = blocks.Select(block => new[] { (block.FirstStep + block.LastStep) / 2.0, up(block.Mean) }),
        });
    }

    void Marks(string name, IEnumerable<object[]> at, string symbol, string colour, int lane)
    {
        var data = at.ToList();
        if (data.Count == 0) return;
        _legend.Add(name);
        var stroke = symbol == Cross ? 2 : 0;
        _series.Add(new
        {
            type = "scatter", name, xAxisIndex = lane, yAxisIndex = 2 * lane, symbol, symbolSize = 9, itemStyle = new { color = colour, borderColor = colour, borderWidth = stroke, opacity = 1 }, data, z = 5,
        });
    }

    object Steps(int lane, string name, bool labels) => new
    {
        gridIndex = lane, type = "value", name, min = steps.First, max = Math.Max(steps.Last, steps.First + 1), minInterval = 1, nameLocation = "middle", nameGap = 24,
        nameTextStyle = new { color = palette.Muted, fontSize = 12 }, axisLabel = new { show = labels, color = palette.Ink, fontSize = 11, hideOverlap = true },
        axisTick = new { show = labels }, axisLine = new { lineStyle = new { color = palette.Muted } }, splitLine = new { show = false },
    };

    object Shares(bool show) => new
    {
        type = "value", show, min = 0, max = 1, position = "right", name = "accuracy", nameTextStyle = new { color = palette.Muted, fontSize = 12 },
        axisLabel = new { color = palette.Ink, fontSize = 11 }, axisLine = new { show = true, lineStyle = new { color = palette.Muted } }, splitLine = new { show = false },
    };

    object LaneAxis() => new
    {
        gridIndex = 1, type = "category", data = Lanes, axisLabel = new { color = palette.Ink, fontSize = 11 }, axisTick = new { show = false },
        axisLine = new { lineStyle = new { color = palette.Muted } }, splitLine = new { show = true, lineStyle = new { color = palette.Grid } },
    };
}
