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

    /// <summary>The picture as an SVG document without title, <paramref name="width"/> wide and as high as the picture asks.</summary>
    /// <param name="picture">What to draw.</param>
    /// <param name="width">From 200 to 4000 pixels.</param>
    public string Draw(Picture picture, int width = 800)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (width is < 200 or > 4000) throw new ArgumentOutOfRangeException(nameof(width), width, $"width must lie between 200 and 4000, but was {width}.");
        lock (_lock) return _engine.Value.Svg(picture.Option, width, picture.Height);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_engine.IsValueCreated) _engine.Value.Dispose();
    }
}
