namespace Fathom.Lab.Datasets.Generators;

/// <summary>How each digit is drawn.</summary>
static class Glyphs
{
    public static IReadOnlyList<Stroke[]> Digits { get; } =
    [
        Arc(0, 0, 0.6, 0.9, 0, 360),
        Line((-0.35, -0.5), (0.1, -0.9), (0.1, 0.9)),
        [.. Arc(0, -0.4, 0.55, 0.5, 180, 400), .. Line((0.42, -0.08), (-0.55, 0.9), (0.6, 0.9))],
        [.. Arc(-0.05, -0.45, 0.5, 0.45, 200, 450), .. Arc(-0.05, 0.45, 0.6, 0.45, 270, 510)],
        Line((0.25, 0.9), (0.25, -0.9), (-0.6, 0.3), (0.65, 0.3)),
        [.. Line((0.5, -0.9), (-0.4, -0.9), (-0.45, -0.05)), .. Arc(0, 0.35, 0.6, 0.55, 220, 510)],
        [.. Line((0.4, -0.88), (0, -0.65), (-0.4, -0.15), (-0.55, 0.4)), .. Arc(0, 0.4, 0.55, 0.5, 0, 360)],
        Line((-0.6, -0.9), (0.6, -0.9), (-0.1, 0.9)),
        [.. Arc(0, -0.47, 0.43, 0.43, 0, 360), .. Arc(0, 0.45, 0.55, 0.47, 0, 360)],
        [.. Arc(0, -0.4, 0.5, 0.5, 0, 360), .. Line((0.5, -0.4), (0.45, 0.2), (0.2, 0.9))],
    ];

    static Stroke[] Line(params (double X, double Y)[] points) =>
        [.. points.Zip(points.Skip(1), (from, to) => new Stroke(from.X, from.Y, to.X, to.Y))];

    // Degrees run clockwise from three o'clock, because y points down.
    static Stroke[] Arc(double centreX, double centreY, double radiusX, double radiusY, double from, double to)
    {
        var pieces = (int)Math.Ceiling((to - from) / 30);
        return Line([.. Enumerable.Range(0, pieces + 1).Select(piece => Math.PI / 180 * (from + (to - from) * piece / pieces))
            .Select(angle => (centreX + radiusX * Math.Cos(angle), centreY + radiusY * Math.Sin(angle)))]);
    }
}
