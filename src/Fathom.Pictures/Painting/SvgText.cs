using System.Text;
using System.Text.RegularExpressions;
using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Painting;

/// <summary>What ECharts writes, without what a still picture does not need: a fifth of the size.</summary>
static partial class SvgText
{
    /// <summary>Without styles for the mouse, with neighbouring shapes of one fill as one, and with ids that no other picture has.</summary>
    public static string Cleaned(string svg, string prefix)
    {
        var plain = Ids().Replace(MouseAttributes().Replace(Styles().Replace(svg, ""), ""), $"{prefix}-${{name}}");
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
            if (shapes.Length > 0) text.Append("<path d=\"").Append(shapes).Append("\" fill=\"").Append(fill).Append("\"/>\n");
            shapes.Clear();
            fill = "";
        }
    }

    /// <summary>With the colours of the light scheme as CSS variables, so that one drawing serves both schemes.</summary>
    public static string WithVariables(string svg)
    {
        var names = Palette.Light.All.Select((colour, index) => (colour, index)).ToDictionary(pair => pair.colour, pair => pair.index, StringComparer.OrdinalIgnoreCase);
        return Colours().Replace(svg, match => names.TryGetValue(match.Value, out var index) ? FormattableString.Invariant($"var(--c{index},{match.Value})") : match.Value);
    }

    /// <summary>What the variables stand for in one scheme.</summary>
    public static string Variables(Palette palette) => string.Concat(palette.All.Select((colour, index) => FormattableString.Invariant($"--c{index}:{colour};")));

    [GeneratedRegex("<style\\b.*?</style>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Styles();

    [GeneratedRegex(" (class=\"zr[^\"]*\"|ecmeta_[a-z_]+=\"[^\"]*\"|pointer-events=\"[^\"]*\")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MouseAttributes();

    [GeneratedRegex("\\bzr\\d+-(?<name>[cg]\\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Ids();

    [GeneratedRegex("^<path d=\"(?<d>[^\"]*Z)\" fill=\"(?<fill>[^\"]*)\"></path>$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex FilledShape();

    // Within quotes only: a layer may be called like a colour.
    [GeneratedRegex("(?<=(fill|stroke)=\")#[0-9a-fA-F]{6}(?=\")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Colours();
}
