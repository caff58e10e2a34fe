using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Draws round clouds in many dimensions and measures each in a unit of its own.</summary>
static class CloudTable
{
    public static Samples Draw(Clouds source, long seed)
    {
        var (features, labels) = Numbers(source, seed);
        return new Samples("clouds", tensor(features, [source.Samples, source.Features]), labels, [source.Features]);
    }

    public static (float[] Features, double[] Labels) Numbers(Clouds source, long seed)
    {
        var chance = new Chance(seed, "clouds");
        var centres = new double[source.Classes * source.Features];
        for (var at = 0; at < centres.Length; at++) centres[at] = chance.Normal();

        var features = new float[(long)source.Samples * source.Features];
        var labels = new double[source.Samples];
        for (var sample = 0; sample < source.Samples; sample++)
        {
            var cloud = sample % source.Classes;
            labels[sample] = cloud;
            for (var feature = 0; feature < source.Features; feature++)
            {
                var position = centres[cloud * source.Features + feature] + source.Noise * chance.Normal();
                features[(long)sample * source.Features + feature] = (float)(position * Unit(source, feature));
            }
        }

        return (features, labels);
    }

    static double Unit(Clouds source, int feature) => Math.Pow(source.Spread, (double)feature / (source.Features - 1));
}
