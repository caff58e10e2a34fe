using System.Security;
using Fathom.Pictures.Drawing;
using Fathom.Pictures.Painting;

namespace Fathom.Pictures;

/// <summary>
/// Draws pictures as SVG without a browser. The first picture takes a second or two, for ECharts is read and warmed up; keep the painter for several.
/// Safe to use from several threads, one picture at a time.
/// </summary>
public sealed class SvgPainter : IDisposable
{
    readonly Lock _lock = new();
    readonly Lazy<ChartEngine> _engine = new(() => new ChartEngine());
    int _drawn;

    /// <summary>The picture as an SVG document without title, <paramref name="width"/> wide and as high as the picture asks.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="width">From 200 to 4000 pixels.</param>
    public string Draw(Picture picture, int width = 800)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (width is < 200 or > 4000) throw new ArgumentOutOfRangeException(nameof(width), width, $"width must lie between 200 and 4000, but was {width}.");
        lock (_lock) return SvgText.Cleaned(_engine.Value.Svg(picture.Option, width, picture.Height), $"{picture.Id}-{++_drawn}");
    }

    /// <summary>The picture as a document of its own: with its title, on paper of the scheme, and with its description for screen readers.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="scheme">The scheme that it was made for.</param>
    /// <param name="width">From 200 to 4000 pixels.</param>
    public string DrawDocument(Picture picture, Scheme scheme = Scheme.Light, int width = 800)
    {
        const int Head = 34;
        var inner = Draw(picture, width).Replace("<svg ", FormattableString.Invariant($"<svg y=\"{Head}\" "), StringComparison.Ordinal).TrimEnd();
        var palette = Palette.Of(scheme);
        var (title, description) = (SecurityElement.Escape(SvgText.Allowed(picture.Title)), SecurityElement.Escape(SvgText.Allowed(picture.Description)));
        return FormattableString.Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{picture.Height + Head}" viewBox="0 0 {width} {picture.Height + Head}" role="img">
            <title>{title}</title>
            <desc>{description}</desc>
            <rect width="{width}" height="{picture.Height + Head}" fill="{palette.Paper}"/>
            <text x="8" y="22" style="font-size:16px;font-family:sans-serif;font-weight:bold;" fill="{palette.Ink}">{title}</text>
            {inner}
            </svg>

            """);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_engine.IsValueCreated) _engine.Value.Dispose();
    }
}
