using System.Text.Json;

namespace Fathom.Pictures.Drawing;

/// <summary>What all charts have alike.</summary>
static class Charts
{
    // Below the labels of an axis, and said so that it grows with the text on large screens.
    const int NameGap = 22, EndGap = 15;

    /// <summary>Data of the form [from x, to x, from y, to y].</summary>
    public static readonly object Areas = new { x = new[] { 0, 1 }, y = new[] { 2, 3 } };

    /// <summary>Data of the form [row, from, to].</summary>
    public static readonly object Spans = new { x = new[] { 1, 2 }, y = 0 };

    /// <summary>Data of the form [from x, to x, row, ...].</summary>
    public static readonly object Cells = new { x = new[] { 0, 1 }, y = 2 };

    static readonly JsonSerializerOptions Plain = new() { Converters = { new ChartNumber() } };

    /// <summary>The option as JSON. Characters that HTML knows are written as escapes, so that the text may stand in a script element.</summary>
    public static string Json(object option) => JsonSerializer.Serialize(option, Plain);

    /// <summary>Room around the axes: labels get what they need.</summary>
    public static object Grid(int top = 40, int bottom = 8, int left = 8, int right = 20) =>
        new { left, right, top, bottom, outerBoundsMode = "same", outerBoundsContain = "all" };

    /// <summary>Drawn as text on the chart itself: names from recipes are never read as HTML.</summary>
    public static object Tooltip(Palette palette, string trigger = "item", string tip = "") => new
    {
        trigger, fathomTip = tip, renderMode = "richText", confine = true, backgroundColor = palette.Paper, borderColor = palette.Muted, borderWidth = 1,
        textStyle = new { color = palette.Ink, fontSize = 12 },
    };

    public static object Legend(Palette palette, IReadOnlyList<string> names, int top = 4) => new
    {
        show = names.Count > 0, type = "plain", top, left = 8, right = 8, itemGap = 14, itemWidth = 18, itemHeight = 10, borderColor = "transparent", data = names,
        textStyle = new { color = palette.Ink, fontSize = 12 },
    };

    public static object StepAxis(Palette palette, double first, double last) => Axis(palette, "value", "step", min: first, max: last, minInterval: 1, lines: false);

    /// <summary>Powers of ten: the values are log10, and the labels say so.</summary>
    public static object DecadeAxis(Palette palette, string name, double? min = null, double? max = null, string nameLocation = "middle") =>
        Axis(palette, "value", name, min, max, minInterval: 1, label: "1e{value}", nameLocation: nameLocation);

    public static object Axis(
        Palette palette, string type, string name, double? min = null, double? max = null, double? minInterval = null, string? label = null, bool lines = true, string nameLocation = "middle") => new
    {
        type, name, min, max, minInterval, nameLocation, nameGap = nameLocation == "end" ? EndGap : NameGap, nameTextStyle = new { color = palette.Muted, fontSize = 12 }, scale = min is null,
        axisLine = new { show = true, lineStyle = new { color = palette.Muted } }, axisTick = new { lineStyle = new { color = palette.Muted } },
        axisLabel = new { color = palette.Ink, fontSize = 11, formatter = label, hideOverlap = true }, splitLine = new { show = lines, lineStyle = new { color = palette.Grid } },
    };

    /// <summary>Names of layers; long ones are cut, and said in full by the tooltip and the table.</summary>
    public static object NameAxis(Palette palette, string name, IReadOnlyList<string> names, bool upright, int rotate = 0, int width = 130, int? interval = null) => new
    {
        type = "category", name, data = names, inverse = upright, nameLocation = "middle", nameGap = NameGap, nameTextStyle = new { color = palette.Muted, fontSize = 12 },
        axisLine = new { show = true, lineStyle = new { color = palette.Muted } }, axisTick = new { show = false },
        axisLabel = new { color = palette.Ink, fontSize = 11, rotate, width, interval, overflow = "truncate", hideOverlap = true },
        splitLine = new { show = false },
    };

    /// <summary>How many names to leave out between two that are written, so that lines of text do not touch; null where there is room for all.</summary>
    public static int? Interval(int rows, int height) => 14.0 * rows / Math.Max(1, height) is > 1 and var crowd ? (int)Math.Ceiling(crowd) - 1 : null;

    /// <summary>The colours of the first series' fourth numbers.</summary>
    public static object ColourScale(Palette palette, (double Low, double High) range, string low, string high) => new
    {
        type = "continuous", seriesIndex = 0, dimension = 3, min = range.Low, max = range.High, calculable = false, borderColor = "transparent", orient = "horizontal", left = 8, top = 4,
        itemWidth = 12, itemHeight = 110, text = new[] { high, low }, textStyle = new { color = palette.Ink, fontSize = 12 }, inRange = new { color = Palette.Sequence },
    };
}
