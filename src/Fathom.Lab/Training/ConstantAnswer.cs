using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>The least loss that an answer can have which is the same for every sample: one constant for each output, at each time step.</summary>
static class ConstantAnswer
{
    /// <summary>The loss over all <paramref name="targets"/>, one row per sample; null for a loss that is not known.</summary>
    /// <param name="loss">What compares answers with targets.</param>
    /// <param name="targets">Classes where the loss takes classes, else the numbers that the network should answer.</param>
    /// <param name="classes">How many classes there are, where there are any.</param>
    public static double? Loss(Loss loss, Tensor targets, int classes)
    {
        using var scope = NewDisposeScope();
        var columns = targets.reshape(targets.shape[0], -1).to(float64).t().contiguous();
        var samples = columns.shape[1];
        var all = columns.data<double>().ToArray();
        return Enumerable.Range(0, (int)columns.shape[0])
            .Average(column => Loss(loss, all.AsSpan((int)(column * samples), (int)samples), classes));
    }

    static double? Loss(Loss loss, Span<double> targets, int classes) => loss switch
    {
        CrossEntropy entropy => Entropy(targets, classes, entropy.LabelSmoothing),
        Nll => Entropy(targets, classes, smoothing: 0),
        Bce or BceWithLogits => Surprise(Mean(targets)) + Surprise(1 - Mean(targets)),
        Mse => MeanOf(targets, Mean(targets), static difference => difference * difference),
        Mae => MeanOf(targets, Median(targets), Math.Abs),
        Huber huber => MeanOf(targets, Center(targets, huber.Delta), difference => Bend(difference, huber.Delta)),
        _ => null,
    };

    /// <summary>The entropy of the classes' frequencies, mixed with as much of an even distribution as the smoothing asks for.</summary>
    static double Entropy(Span<double> labels, int classes, double smoothing)
    {
        var counts = new long[classes];
        foreach (var label in labels) counts[(int)label]++;
        var total = (double)labels.Length;
        return counts.Sum(count => Surprise(((1 - smoothing) * count / total) + (smoothing / classes)));
    }

    static double Surprise(double share) => share <= 0 ? 0 : -share * Math.Log(share);

    static double Mean(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    static double Median(Span<double> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    static double MeanOf(Span<double> values, double constant, Func<double, double> cost)
    {
        var sum = 0.0;
        foreach (var value in values) sum += cost(value - constant);
        return sum / values.Length;
    }

    static double Bend(double difference, double delta) => Math.Abs(difference) <= delta
        ? difference * difference / 2
        : delta * (Math.Abs(difference) - (delta / 2));

    /// <summary>Where the pulls of Huber's loss, each at most <paramref name="delta"/>, are in balance: they fall as the constant rises.</summary>
    static double Center(Span<double> values, double delta)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        for (var halving = 0; halving < 100; halving++)
        {
            var middle = low + ((high - low) / 2);
            if (MeanOf(values, middle, difference => Math.Clamp(difference, -delta, delta)) > 0) low = middle;
            else high = middle;
        }

        return high;
    }
}
