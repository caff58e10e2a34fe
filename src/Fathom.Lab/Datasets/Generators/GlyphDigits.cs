using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Draws digits as 28×28 images of brightness 0 to 1: image classification without a download.</summary>
static class GlyphDigits
{
    const int Side = 28;
    const double HalfHeight = 9;

    public static Samples Draw(Digits source, long seed, CancellationToken cancellation)
    {
        var (pixels, labels) = Numbers(source, seed, cancellation);
        return new Samples("digits", tensor(pixels, [source.Samples, Side * Side]), labels, [Side, Side]);
    }

    public static (float[] Pixels, double[] Labels) Numbers(Digits source, long seed, CancellationToken cancellation)
    {
        var chance = new Chance(seed, "digits");
        var pixels = new float[(long)source.Samples * Side * Side];
        var labels = new double[source.Samples];
        for (var sample = 0; sample < source.Samples; sample++)
        {
            cancellation.ThrowIfCancellationRequested();
            var digit = sample % 10;
            labels[sample] = digit;
            var image = pixels.AsSpan(sample * Side * Side, Side * Side);
            DrawOne(image, Glyphs.Digits[digit], chance);
            AddNoise(image, source.Noise, chance);
        }

        return (pixels, labels);
    }

    static void DrawOne(Span<float> image, Stroke[] strokes, Chance chance)
    {
        var (sine, cosine) = Math.SinCos(chance.Uniform(-0.25, 0.25));
        var shear = chance.Uniform(-0.25, 0.25);
        var (wide, high) = (chance.Uniform(0.75, 1.1) * HalfHeight, chance.Uniform(0.75, 1.1) * HalfHeight);
        var (centreX, centreY) = (Side / 2.0 + chance.Uniform(-2.5, 2.5), Side / 2.0 + chance.Uniform(-2.5, 2.5));
        var radius = chance.Uniform(0.7, 1.5);
        foreach (var stroke in strokes)
            Paint(image, Place(stroke.FromX, stroke.FromY), Place(stroke.ToX, stroke.ToY), radius);

        (double X, double Y) Place(double x, double y)
        {
            var (leaning, upright) = (wide * (x + shear * y), high * y);
            return (centreX + cosine * leaning - sine * upright, centreY + sine * leaning + cosine * upright);
        }
    }

    static void Paint(Span<float> image, (double X, double Y) from, (double X, double Y) to, double radius)
    {
        var reach = radius + 1;
        var (left, right) = (Cell(Math.Min(from.X, to.X) - reach), Cell(Math.Max(from.X, to.X) + reach));
        var (top, bottom) = (Cell(Math.Min(from.Y, to.Y) - reach), Cell(Math.Max(from.Y, to.Y) + reach));
        var (alongX, alongY) = (to.X - from.X, to.Y - from.Y);
        var length = alongX * alongX + alongY * alongY;
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var (x, y) = (column + 0.5 - from.X, row + 0.5 - from.Y);
                var nearest = length == 0 ? 0 : Math.Clamp((x * alongX + y * alongY) / length, 0, 1);
                var (offX, offY) = (x - nearest * alongX, y - nearest * alongY);
                var brightness = (float)Math.Clamp(radius + 0.5 - Math.Sqrt(offX * offX + offY * offY), 0, 1);
                ref var pixel = ref image[row * Side + column];
                pixel = Math.Max(pixel, brightness);
            }
        }
    }

    static void AddNoise(Span<float> image, double noise, Chance chance)
    {
        if (noise == 0) return;
        foreach (ref var pixel in image) pixel = (float)Math.Clamp(pixel + noise * chance.Normal(), 0, 1);
    }

    static int Cell(double position) => Math.Clamp((int)position, 0, Side - 1);
}
