using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Painting;

/// <summary>What ECharts writes, without what a still picture does not need: a fifth of the size.</summary>
static partial class SvgText
{
    /// <summary>Without styles for the mouse, with neighbouring shapes of one fill as one, and with ids that no other picture has.</summary>
    public static string Cleaned(string svg, string prefix)
    {
        var plain = Ids().Replace(MouseAttributes().Replace(FineStops().Replace(Styles().Replace(Allowed(svg), ""), ""), ""), $"{prefix}-${{name}}");
        var text = new StringBuilder(plain.Length);
        var (fill, shapes) = ("", new StringBuilder());
        foreach (var line in plain.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var shape = FilledShape().Match(line);
            if (!shape.Success || !string.Equals(shape.Groups["fill"].Value, fill, StringComparison.Ordinal)) Flush();
            if (!shape.Success)
            {
                text.Append(line).Append('\n');
                continue;
            }

            fill = shape.Groups["fill"].Value;
            shapes.Append(shape.Groups["d"].Value);
        }

        Flush();
        return text.ToString();

        void Flush()
        {
            if (shapes.Length == 0) return;
            var drawn = shapes.ToString();
            text.Append("<path d=\"").Append(drawn).Append("\" fill=\"").Append(fill);
            // Cells of a map share their edges, which shine through where they are smoothed.
            text.Append(Cells().IsMatch(drawn) ? "\" shape-rendering=\"crispEdges\"/>\n" : "\"/>\n");
            shapes.Clear();
            fill = "";
        }
    }

    /// <summary>With the colours of the light scheme as CSS variables, so that one drawing serves both schemes.</summary>
    public static string WithVariables(string svg)
    {
        var names = Palette.Light.All.ToDictionary(pair => pair.Colour, pair => pair.Name, StringComparer.OrdinalIgnoreCase);
        return Colours().Replace(svg, match => names.TryGetValue(match.Value, out var name) ? $"var(--{name},{match.Value})" : match.Value);
    }

    /// <summary>What the variables stand for in one scheme.</summary>
    public static string Variables(Palette palette) => string.Concat(palette.All.Select(pair => $"--{pair.Name}:{pair.Colour};"));

    [GeneratedRegex("<style\\b.*?</style>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Styles();

    /// <summary>Without characters that XML does not know at all, such as a name may hold.</summary>
    public static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at])) allowed.Append(text, at++, 2);
            else allowed.Append(XmlConvert.IsXmlChar(text[at]) ? text[at] : '\uFFFD');
        }

        return allowed.ToString();
    }

    // A colour scale is written in steps of a hundredth; tenths look the same.
    [GeneratedRegex("<stop offset=\"\\d*[1-9]%\"[^>]*></stop>\\s*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex FineStops();

    [GeneratedRegex(" (class=\"zr[^\"]*\"|ecmeta_[a-z_]+=\"[^\"]*\"|pointer-events=\"[^\"]*\")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MouseAttributes();

    [GeneratedRegex("\\bzr\\d+-(?<name>[cg]\\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Ids();

    [GeneratedRegex("^<path d=\"(?<d>[^\"]*Z)\" fill=\"(?<fill>[^\"]*)\"></path>$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FilledShape();

    [GeneratedRegex("^(M[0-9. -]+l[0-9.]+ 0l0 [0-9.]+l-[0-9.]+ 0Z)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Cells();

    // Within quotes only: a layer may be called like a colour.
    [GeneratedRegex("(?<=(fill|stroke)=\")#[0-9a-fA-F]{6}(?=\")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Colours();
}
