using System.Xml;
using System.Xml.Linq;
using Fathom.Pictures.Painting;
using SkiaSharp;

namespace Fathom.Pictures;

/// <summary>
/// Turns drawings of <see cref="SvgPainter"/> into PNG, with SkiaSharp. Text is written in whatever plain face the system has; nothing is bundled.
/// </summary>
public sealed class PngPainter : IDisposable
{
    // What browsers and ECharts take for sans-serif on the usual systems.
    static readonly string[] Faces = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Arial", "Helvetica", "Segoe UI"];

    readonly SKTypeface _regular;
    readonly SKTypeface _bold;

    PngPainter(SKTypeface regular, SKTypeface bold) => (_regular, _bold) = (regular, bold);

    /// <summary>The family that text is written in.</summary>
    public string Face => _regular.FamilyName;

    /// <summary>A painter, or null where the system has no font at all: a picture without its text would say nothing.</summary>
    public static PngPainter? TryCreate()
    {
        var families = SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var family = Array.Find(Faces, families.Contains) ?? families.Order(StringComparer.Ordinal).FirstOrDefault();
        if (family is null) return null;
        var regular = SKTypeface.FromFamilyName(family, SKFontStyle.Normal);
        return regular.CountGlyphs("0aZ") == 0 ? null : new(regular, SKTypeface.FromFamilyName(family, SKFontStyle.Bold) ?? regular);
    }

    /// <summary>The drawing as PNG, twice as many pixels a side as its size in CSS pixels unless said otherwise.</summary>
    /// <param name="svg">What <see cref="SvgPainter"/> drew.</param>
    /// <param name="scale">Pixels per CSS pixel, above 0, up to 8.</param>
    public byte[] Paint(string svg, double scale = 2)
    {
        ArgumentNullException.ThrowIfNull(svg);
        if (scale is not (> 0 and <= 8)) throw new ArgumentOutOfRangeException(nameof(scale), scale, $"scale must lie above 0 and be at most 8, but was {scale}.");
        using var reader = XmlReader.Create(new StringReader(svg), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var root = XDocument.Load(reader).Root!;
        var (width, height) = ((double)root.Attribute("width")!, (double)root.Attribute("height")!);
        using var surface = SKSurface.Create(new SKImageInfo((int)Math.Ceiling(width * scale), (int)Math.Ceiling(height * scale)));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)scale);
        new SvgCanvas(surface.Canvas, _regular, _bold).Paint(root);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
    }
}
