using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Draws sequences of numbers and marks whose marked numbers are to be added.</summary>
static class AddingTask
{
    const int Lines = 2;

    public static Samples Draw(AddingProblem source, long seed)
    {
        var (features, labels) = Numbers(source, seed);
        return new Samples("adding-problem", tensor(features, [source.Samples, source.Length * Lines]), labels, [source.Length, Lines]);
    }

    public static (float[] Features, double[] Labels) Numbers(AddingProblem source, long seed)
    {
        Symbols.Check("adding-problem", source.Samples, source.Length, Lines, SymbolEncoding.OneHot);
        var chance = new Chance(seed, "adding-problem");
        var features = new float[source.Samples * source.Length * Lines];
        var labels = new double[source.Samples];
        for (var sample = 0; sample < source.Samples; sample++)
        {
            var steps = features.AsSpan(sample * source.Length * Lines, source.Length * Lines);
            for (var step = 0; step < source.Length; step++) steps[step * Lines] = (float)chance.Uniform(0, 1);
            var half = source.Length / 2;
            foreach (var marked in (int[])[chance.Whole(0, half), chance.Whole(half, source.Length)])
            {
                steps[marked * Lines + 1] = 1;
                labels[sample] += steps[marked * Lines];
            }
        }

        return (features, labels);
    }
}
