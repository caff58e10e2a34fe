using Fathom.Runs;

namespace Fathom.Store.Indexing;

/// <summary>The course of a scalar in a few points.</summary>
static class Sparkline
{
    const int MostPoints = 64;

    /// <summary>Means over equal stretches of steps; NaN where a stretch holds no finite value.</summary>
    public static double[] Of(IReadOnlyList<ScalarBlock> blocks)
    {
        var values = blocks.Sum(block => block.Values.Count);
        if (values == 0) return [];
        var first = blocks[0].FirstStep;
        var length = blocks[^1].LastStep - first + 1.0;
        var count = (int)Math.Min(MostPoints, Math.Min(values, (long)length));
        var (means, weights) = (new double[count], new double[count]);
        foreach (var block in blocks.Where(block => block.Values.Finite > 0))
        {
            // A block that reaches over several stretches counts in each by the share of its steps there.
            var (begin, end) = ((block.FirstStep - first) / length * count, (block.LastStep + 1 - first) / length * count);
            for (var stretch = (int)begin; stretch < Math.Min(count, Math.Ceiling(end)); stretch++)
            {
                var weight = block.Values.Finite * (Math.Min(end, stretch + 1) - Math.Max(begin, stretch)) / (end - begin);
                if (!(weight > 0)) continue;

                // A running mean: the sum of a few large losses would be infinite.
                weights[stretch] += weight;
                means[stretch] += (block.Mean - means[stretch]) * (weight / weights[stretch]);
            }
        }

        for (var stretch = 0; stretch < count; stretch++)
            if (weights[stretch] == 0) means[stretch] = double.NaN;
        return means;
    }
}
