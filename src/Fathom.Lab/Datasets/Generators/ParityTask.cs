using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Draws sequences of ones and minus ones to be counted.</summary>
static class ParityTask
{
    public static Samples Draw(Parity source, long seed)
    {
        var (features, labels) = Numbers(source, seed);
        return new Samples("parity", tensor(features, [source.Samples, source.Length]), labels, [source.Length, 1]);
    }

    public static (float[] Features, double[] Labels) Numbers(Parity source, long seed)
    {
        Symbols.Check("parity", source.Samples, source.Length, symbols: 1, SymbolEncoding.OneHot);
        var chance = new Chance(seed, "parity");
        var features = new float[source.Samples * source.Length];
        var labels = new double[source.Samples];
        for (var sample = 0; sample < source.Samples; sample++)
        {
            var steps = features.AsSpan(sample * source.Length, source.Length);
            var ones = 0;
            foreach (ref var step in steps[..^1])
            {
                step = 2 * chance.Whole(0, 2) - 1;
                if (step > 0) ones++;
            }

            // All steps but one are free; the last makes the class, of which there are as many odd as even.
            labels[sample] = sample % 2;
            steps[^1] = ones % 2 == sample % 2 ? -1 : 1;
        }

        return (features, labels);
    }
}
