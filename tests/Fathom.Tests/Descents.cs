using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Tests;

/// <summary>Trainings that a test can follow by hand: a loss, its exact gradient, and steps of gradient descent, as a monitor would read them.</summary>
static class Descents
{
    /// <summary>A normal deviate (Box and Muller).</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>½ Σ λ x² + floor in as many dimensions as there are curvatures, with noise on each gradient and a factor on each loss; each gradient is clipped to a share of itself.</summary>
    public static ReadingHistory Quadratic(
        double[] curvatures, double rate, int steps, int seed, double noise = 0, double floor = 0, double momentum = 0, Func<int, double>? batch = null,
        Func<int, double>? schedule = null, TrainingFacts? facts = null, double clip = 1)
    {
        var random = new Random(seed);
        var at = curvatures.Select(_ => Normal(random)).ToArray();
        var velocity = new double[at.Length];
        var history = new ReadingHistory(facts: facts);
        for (var step = 1; step <= steps; step++)
        {
            var loss = ((0.5 * at.Select((x, i) => curvatures[i] * x * x).Sum()) + floor) * (batch?.Invoke(step) ?? 1);
            var gradient = at.Select((x, i) => (curvatures[i] * x) + (noise * Normal(random))).ToArray();
            for (var i = 0; i < at.Length; i++) gradient[i] *= clip;
            var now = schedule?.Invoke(step) ?? rate;
            for (var i = 0; i < at.Length; i++) velocity[i] = (momentum * velocity[i]) - (now * gradient[i]);
            Add(history, step, loss, at, gradient, velocity, now, clip);
            for (var i = 0; i < at.Length; i++) at[i] += velocity[i];
            if (!double.IsFinite(loss)) break;
        }

        return history;
    }

    /// <summary>A loss of one number, followed by gradient descent; asymmetric ones swing when the rate is too high.</summary>
    public static ReadingHistory Curve(Func<double, double> loss, Func<double, double> slope, double start, double rate, int steps, TrainingFacts? facts = null)
    {
        var history = new ReadingHistory(facts: facts);
        var at = start;
        for (var step = 1; step <= steps; step++)
        {
            double[] gradient = [slope(at)], change = [-rate * gradient[0]];
            Add(history, step, loss(at), [at], gradient, change, rate);
            at += change[0];
        }

        return history;
    }

    /// <summary>Adds what a monitor reads of one step, its loss in both places.</summary>
    public static void Add(ReadingHistory history, long step, double loss, double[] at, double[] gradient, double[] change, double rate, double clip = 1)
    {
        history.Losses.Add(step, loss);
        if (double.IsFinite(loss)) history.Add(Reading(step, loss, at, gradient, change, rate) with { ClipFactor = clip });
    }

    /// <summary>A reading of one layer whose weights, gradient and change are these.</summary>
    public static StepReading Reading(long step, double loss, double[] at, double[] gradient, double[] change, double rate)
    {
        var size = Norm(at);
        return new StepReading
        {
            Step = step,
            Loss = loss,
            LearningRate = rate,
            Places = [new PlaceReading { Name = "linear1", Type = "Linear", Kind = LinkKind.Weight, Activation = Readings.Of(1), Gradient = Readings.Of(1) }],
            Ledger = new ChainLedger([], outputNorm: 1),
            Parameters =
            [
                new ParameterReading
                {
                    Name = "linear1.weight", LearningRate = rate, Value = TensorSummary.Of(at), Gradient = TensorSummary.Of(gradient),
                    Update = new UpdateReading
                    {
                        Change = TensorSummary.Of(change), Ratio = Norm(change) / size, Pulled = at.Length,
                        Descent = -gradient.Zip(change, (left, right) => left * right).Sum(),
                    },
                },
            ],
        };
    }

    /// <summary>A history of losses alone, with readings that say nothing else.</summary>
    public static ReadingHistory Losses(Func<int, double> loss, int steps, TrainingFacts? facts = null)
    {
        var history = new ReadingHistory(facts: facts);
        for (var step = 1; step <= steps; step++)
        {
            history.Losses.Add(step, loss(step));
            history.Add(new StepReading { Step = step, Loss = loss(step) });
        }

        return history;
    }

    /// <summary>Curvatures from <paramref name="least"/> to <paramref name="most"/>, evenly in decades.</summary>
    public static double[] Spectrum(int dimensions, double least, double most) =>
        [.. Enumerable.Range(0, dimensions).Select(i => least * Math.Pow(most / least, i / (dimensions - 1.0)))];

    static double Norm(double[] values) => values.Aggregate(0.0, double.Hypot);
}
