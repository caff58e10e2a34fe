using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Fathom.Pictures.Painting;

/// <summary>
/// Paints the few elements that ECharts' SVG consists of: paths, polygons, rectangles, lines of text, groups with a clip, nested drawings. No general SVG
/// reader: the package that is one asks for another SkiaSharp than TorchSharp does.
/// </summary>
sealed class SvgCanvas(SKCanvas canvas, SKTypeface regular, SKTypeface bold)
{
    readonly Dictionary<string, XElement> _named = new(StringComparer.Ordinal);

    public void Paint(XElement svg)
    {
        foreach (var element in svg.Descendants().Where(element => element.Attribute("id") is not null)) _named[element.Attribute("id")!.Value] = element;
        Children(svg);
    }

    void Children(XElement parent)
    {
        foreach (var element in parent.Elements()) Element(element);
    }

    void Element(XElement element)
    {
        if (element.Name.LocalName is "defs" or "style" or "title" or "desc") return;
        using var restore = new SKAutoCanvasRestore(canvas);
        if (Text(element, "transform") is { } transform)
        {
            var matrix = Matrix(transform);
            canvas.Concat(ref matrix);
        }

        if (Text(element, "clip-path") is { } clip && Named(clip)?.Elements().FirstOrDefault() is { } shape && Path(shape) is { } area)
            using (area)
            {
                if (Text(shape, "transform") is { } own) area.Transform(Matrix(own));
                canvas.ClipPath(area, antialias: true);
            }

        switch (element.Name.LocalName)
        {
            case "svg":
                canvas.Translate((float)Number(element, "x"), (float)Number(element, "y"));
                Children(element);
                break;
            case "g":
                Children(element);
                break;
            case "text":
                Words(element);
                break;
            default:
                Shape(element);
                break;
        }
    }

    void Shape(XElement element)
    {
        using var path = Path(element);
        if (path is null) return;
        using var paint = new SKPaint { IsAntialias = true };
        var fill = Text(element, "fill") ?? "#000";
        if (fill.StartsWith("url(", StringComparison.Ordinal) && Named(fill) is { } gradient)
        {
            paint.Shader = Shader(gradient, path.TightBounds);
            canvas.DrawPath(path, paint);
            paint.Shader = null;
        }
        else if (Colour(fill, Number(element, "fill-opacity", 1)) is { } colour)
        {
            paint.Color = colour;
            canvas.DrawPath(path, paint);
        }

        if (Colour(Text(element, "stroke"), Number(element, "stroke-opacity", 1)) is not { } line) return;
        paint.Style = SKPaintStyle.Stroke;
        paint.Color = line;
        paint.StrokeWidth = (float)Number(element, "stroke-width", 1);
        // Skia takes a width of 0 for the thinnest line there is.
        if (paint.StrokeWidth <= 0) return;
        if (Text(element, "stroke-linecap") is "round") paint.StrokeCap = SKStrokeCap.Round;
        if (Text(element, "stroke-linejoin") is "bevel") paint.StrokeJoin = SKStrokeJoin.Bevel;
        var dashes = Numbers(Text(element, "stroke-dasharray") ?? "");
        // An odd list is read twice, as SVG says.
        if (dashes.Length % 2 != 0) dashes = [.. dashes, .. dashes];
        if (dashes.Length > 0) paint.PathEffect = SKPathEffect.CreateDash(dashes, 0);
        canvas.DrawPath(path, paint);
    }

    void Words(XElement element)
    {
        var style = (Text(element, "style") ?? "").Split(';').Select(part => part.Split(':', 2)).Where(part => part.Length == 2)
            .ToDictionary(part => part[0].Trim(), part => part[1].Trim(), StringComparer.Ordinal);
        var size = style.TryGetValue("font-size", out var asked) ? Numbers(asked.Replace("px", "", StringComparison.Ordinal)) : [12];
        using var font = new SKFont(style.GetValueOrDefault("font-weight") is "bold" ? bold : regular, size is [var first, ..] ? first : 12);
        using var paint = new SKPaint(font) { IsAntialias = true, Color = Colour(Text(element, "fill") ?? "#000", 1) ?? SKColors.Black };
        var width = paint.MeasureText(element.Value);
        var start = Text(element, "text-anchor") switch { "middle" => -width / 2, "end" => -width, _ => 0 };
        // Central: the middle of the letters that rise and fall, which is what browsers take.
        var down = Text(element, "dominant-baseline") is "central" ? -(font.Metrics.Ascent + font.Metrics.Descent) / 2 : 0;
        canvas.DrawText(element.Value, start + (float)Number(element, "x"), down + (float)Number(element, "y"), paint);
    }

    static SKPath? Path(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "path":
                return SKPath.ParseSvgPathData(Text(element, "d") ?? "");
            case "rect":
                var rectangle = new SKPath();
                rectangle.AddRect(SKRect.Create((float)Number(element, "x"), (float)Number(element, "y"), (float)Number(element, "width"), (float)Number(element, "height")));
                return rectangle;
            case "polygon" or "polyline":
                var numbers = Numbers(Text(element, "points") ?? "");
                var outline = new SKPath();
                outline.AddPoly([.. numbers.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new SKPoint(pair[0], pair[1]))], element.Name.LocalName is "polygon");
                return outline;
            default:
                return null;
        }
    }

    static SKShader Shader(XElement gradient, SKRect box)
    {
        var stops = gradient.Elements().Where(stop => stop.Name.LocalName is "stop").ToList();
        var (from, to) = (Point("x1", "y1"), Point("x2", "y2"));
        return SKShader.CreateLinearGradient(
            from, to, [.. stops.Select(stop => Colour(Text(stop, "stop-color"), 1) ?? SKColors.Black)],
            [.. stops.Select(stop => Numbers((Text(stop, "offset") ?? "0").TrimEnd('%')) is [var percent, ..] ? percent / 100 : 0)], SKShaderTileMode.Clamp);

        SKPoint Point(string x, string y) => new(box.Left + (float)Number(gradient, x) * box.Width, box.Top + (float)Number(gradient, y) * box.Height);
    }

    static SKColor? Colour(string? text, double opacity)
    {
        if (text is null or "none" or "transparent") return null;
        if (text.StartsWith("rgb", StringComparison.Ordinal))
        {
            var parts = Numbers(text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')'));
            if (parts.Length < 3) return null;
            return new SKColor((byte)parts[0], (byte)parts[1], (byte)parts[2], (byte)Math.Round(255 * opacity * (parts.Length > 3 ? parts[3] : 1)));
        }

        return SKColor.TryParse(text, out var colour) ? colour.WithAlpha((byte)Math.Round(colour.Alpha * opacity)) : null;
    }

    static SKMatrix Matrix(string transform)
    {
        var open = transform.IndexOf('(', StringComparison.Ordinal);
        var numbers = open < 0 ? [] : Numbers(transform[(open + 1)..].TrimEnd(')'));
        return transform[..Math.Max(open, 0)].Trim() switch
        {
            "translate" when numbers.Length == 2 => SKMatrix.CreateTranslation(numbers[0], numbers[1]),
            "matrix" when numbers.Length == 6 => new(numbers[0], numbers[2], numbers[4], numbers[1], numbers[3], numbers[5], 0, 0, 1),
            _ => throw new NotSupportedException($"The transformation '{transform}' is none that a chart is known to use."),
        };
    }

    XElement? Named(string reference) =>
        reference.Split('#', 2) is [_, var rest] ? _named.GetValueOrDefault(rest.TrimEnd(')', '"', '\'')) : null;

    static string? Text(XElement element, string attribute) => element.Attribute(attribute)?.Value;

    static double Number(XElement element, string attribute, double otherwise = 0) =>
        double.TryParse(Text(element, attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    static float[] Numbers(string text) =>
        [.. text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(part => float.Parse(part, NumberStyles.Float, CultureInfo.InvariantCulture))];
}
