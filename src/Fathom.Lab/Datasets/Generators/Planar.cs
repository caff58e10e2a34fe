using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Draws points in the plane, a class to each shape.</summary>
static class Planar
{
    public static Samples Draw(Spirals source, long seed) => Packed("spirals", source, Numbers(source, seed));

    public static Samples Draw(Blobs source, long seed) => Packed("blobs", source, Numbers(source, seed));

    public static Samples Draw(Circles source, long seed) => Packed("circles", source, Numbers(source, seed));

    /// <summary>Arms that wind once and a half around the middle, from radius 0.1 to 1.</summary>
    public static (float[] Features, double[] Labels) Numbers(Spirals source, long seed) => Numbers("spirals", source, source.Classes, source.Noise, seed, (arm, chance) =>
    {
        var along = chance.Uniform(0, 1);
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (1.5 * along + (double)arm / source.Classes));
        var radius = 0.1 + 0.9 * along;
        return (radius * cosine, radius * sine);
    });

    public static (float[] Features, double[] Labels) Numbers(Blobs source, long seed) => Numbers("blobs", source, source.Classes, source.Noise, seed, (cloud, _) =>
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * cloud / source.Classes);
        return (cosine, sine);
    });

    public static (float[] Features, double[] Labels) Numbers(Circles source, long seed) => Numbers("circles", source, 2, source.Noise, seed, (circle, chance) =>
    {
        var (sine, cosine) = Math.SinCos(chance.Uniform(0, 2 * Math.PI));
        var radius = circle == 0 ? 0.5 : 1;
        return (radius * cosine, radius * sine);
    });

    static Samples Packed(string name, GeneratedData source, (float[] Features, double[] Labels) numbers) =>
        new(name, tensor(numbers.Features, [source.Samples, 2]), numbers.Labels, [2]);

    static (float[] Features, double[] Labels) Numbers(
        string name, GeneratedData source, int classes, double noise, long seed, Func<int, Chance, (double X, double Y)> point)
    {
        var chance = new Chance(seed, name);
        var features = new float[2 * source.Samples];
        var labels = new double[source.Samples];
        for (var sample = 0; sample < source.Samples; sample++)
        {
            var (x, y) = point(sample % classes, chance);
            features[2 * sample] = (float)(x + noise * chance.Normal());
            features[2 * sample + 1] = (float)(y + noise * chance.Normal());
            labels[sample] = sample % classes;
        }

        return (features, labels);
    }
}
