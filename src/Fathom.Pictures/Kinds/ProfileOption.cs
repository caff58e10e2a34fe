using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Kinds;

/// <summary>The chart of a depth profile: layers to the right, decades up.</summary>
sealed class ProfileOption(Palette palette, IReadOnlyList<ProfilePoint> points, DepthBand? band)
{
    static readonly int[] Ends = [1, 2];

    readonly List<object> _series = [];
    readonly List<string> _legend = [];

    public string Write()
    {
        var bounds = Bounds();
        Band(bounds);
        Line("gradient norm", point => point.Gradient, palette.Blue, "solid", "circle");
        Line("activation size", point => point.Activation, palette.Orange, "dashed", "rect");
        Line("update ratio", point => point.Update, palette.Green, "dotted", "triangle");
        Marks("gradient: nothing left", point => point.Gradient.Kind == MagnitudeKind.Nothing, bounds.Low, "pin", palette.Blue);
        Marks("update ratio: exactly 0", point => point.Update.Kind == MagnitudeKind.Nothing, bounds.Low, "triangle", palette.Green);
        Marks("gradient: not finite", point => point.Gradient.Kind == MagnitudeKind.NotFinite, bounds.High, "path://M0,0L10,10M10,0L0,10", palette.Red);
        return Charts.Json(new
        {
            animation = false,
            tooltip = Charts.Tooltip(palette, tip: "profile"),
            legend = Charts.Legend(palette, _legend),
            grid = Charts.Grid(top: 40),
            xAxis = Charts.NameAxis(palette, "first layer to last", [.. points.Select(point => point.Layer)], upright: false, rotate: points.Count > 6 ? 45 : 0),
            yAxis = Charts.DecadeAxis(palette, "", bounds.Low, bounds.High),
            series = _series,
        });
    }

    (double Low, double High) Bounds()
    {
        var numbers = points.SelectMany(point => new[] { point.Gradient, point.Activation, point.Update }).Where(size => size.Kind == MagnitudeKind.Number).Select(size => size.Decades).ToList();
        if (numbers.Count == 0) return (-1, 1);
        var (low, high) = (Math.Floor(numbers.Min()), Math.Ceiling(numbers.Max()));
        return (low, Math.Max(high, low + 1));
    }

    void Line(string name, Func<ProfilePoint, Magnitude> size, string colour, string style, string symbol)
    {
        var data = points.Select((point, at) => (at, Size: size(point))).Where(point => point.Size.Kind == MagnitudeKind.Number).Select(point => new[] { point.at, point.Size.Decades }).ToList();
        if (data.Count == 0) return;
        _legend.Add(name);
        _series.Add(new
        {
            type = "line", name, symbol, symbolSize = points.Count > 60 ? 4 : 6, showAllSymbol = true, lineStyle = new { color = colour, width = 2, type = style }, itemStyle = new { color = colour }, data, z = 4,
        });
    }

    void Marks(string name, Func<ProfilePoint, bool> belongs, double at, string symbol, string colour)
    {
        var data = points.Select((point, row) => (row, point)).Where(row => belongs(row.point)).Select(row => new[] { row.row, at }).ToList();
        if (data.Count == 0) return;
        _legend.Add(name);
        _series.Add(new { type = "scatter", name, symbol, symbolSize = 10, itemStyle = new { color = colour, borderColor = colour, borderWidth = symbol.StartsWith("path", StringComparison.Ordinal) ? 2 : 0, opacity = 1 }, data, z = 6 });
    }

    void Band((double Low, double High) bounds)
    {
        if (band is null) return;
        var rows = band.Points.Where(expected => double.IsFinite(expected.Middle)).Select(expected => (Row: RowOf(expected.Layer), Band: expected)).Where(found => found.Row is not null)
            .DistinctBy(found => found.Row).OrderBy(found => found.Row).Select(found => (at: found.Row!.Value, point: points[found.Row.Value], found.Band)).ToList();
        var anchors = rows.Where(row => row.point.Gradient.Kind == MagnitudeKind.Number).ToList();
        if (anchors.Count == 0) return;

        var shift = anchors[^1].point.Gradient.Decades - anchors[^1].Band.Middle;
        var area = rows.Select(row => new[] { row.at, Within(row.Band.Low), Within(row.Band.High) }).ToList();
        _legend.Add("expected by the prognosis");
        _series.Add(new
        {
            type = "custom", name = "expected by the prognosis", renderItem = "fathom-ribbon", silent = true, clip = true, progressive = 0, itemPayload = new { points = area },
            itemStyle = new { color = palette.Band }, encode = new { x = 0, y = Ends }, data = area, z = 1,
        });
        _series.Add(new { type = "line", name = "expected by the prognosis", symbol = "none", silent = true, lineStyle = new { color = palette.Muted, width = 1, type = "solid" }, data = rows.Select(row => new[] { row.at, row.Band.Middle + shift }), z = 2 });

        // A band may reach far below what floats hold; the axis belongs to what was measured.
        double Within(double end) => Math.Clamp(end + shift, bounds.Low - 1, bounds.High + 1);
    }

    /// <summary>A layer's own row; of a block, whose parts have rows but not itself, that of its last part: there the block's output leaves.</summary>
    int? RowOf(string name)
    {
        int? last = null;
        for (var row = 0; row < points.Count; row++)
        {
            if (string.Equals(points[row].Layer, name, StringComparison.Ordinal)) return row;
            if (points[row].Layer.StartsWith(name + ".", StringComparison.Ordinal)) last = row;
        }

        return last;
    }
}
