using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

/// <summary>Logistic regressions that learn, with every diagnosis looking on: real curves, real noise of batches, and nothing to report.</summary>
public class SimulatedTrainingTests
{
    const int Inputs = 12;
    const int Batch = 16;

    [Theory]
    [InlineData("sgd", -1.5, 0.5)]
    [InlineData("momentum", -2.0, -0.5)]
    [InlineData("adam", -2.5, -1.0)]
    public void Every_diagnosis_leaves_trainings_that_learn_in_peace(string optimizer, double slowest, double fastest)
    {
        const int Trainings = 100;
        var learnt = 0;
        var alarms = new List<string>();
        for (var seed = 0; seed < Trainings; seed++)
        {
            var random = new Random(seed);
            var rate = Math.Pow(10, slowest + ((fastest - slowest) * random.NextDouble()));
            var (history, seen) = Train(optimizer, rate, wrongLabels: 0.1 * random.NextDouble(), random);

            if (history.Losses.Blocks[^1].Mean > 0.9 * Math.Log(2)) continue;
            learnt++;
            if (seen.Count > 0) alarms.Add(FormattableString.Invariant($"seed {seed}, rate {rate:0.0e+0}: {seen[0]}"));
        }

        Assert.InRange(learnt, Trainings * 9 / 10, Trainings);
        Assert.True(alarms.Count <= learnt / 100, string.Join("\n", alarms));
    }

    [Fact]
    public void A_rate_a_thousand_times_too_high_is_recognised()
    {
        for (var seed = 0; seed < 20; seed++)
            Assert.Contains(Train("sgd", 1_000, wrongLabels: 0.2, new Random(seed)).Seen, finding => finding.Id is "learning-rate-too-high" or "exploding-gradient" or "non-finite");
    }

    [Fact]
    public void A_rate_a_million_times_too_low_is_recognised()
    {
        for (var seed = 0; seed < 20; seed++)
            Assert.Contains(Train("sgd", 1e-8, wrongLabels: 0.1, new Random(seed)).Seen, finding => finding is { Id: "learning-rate-too-low", Severity: Severity.Error });
    }

    static (ReadingHistory History, List<Finding> Seen) Train(string optimizer, double rate, double wrongLabels, Random random)
    {
        var truth = Vector(random, 2);
        var weights = Vector(random, 0.1);
        double[] first = new double[Inputs], second = new double[Inputs];
        var history = new ReadingHistory(facts: new() { BaselineLoss = Math.Log(2), PlannedSteps = 400 });
        var seen = new List<Finding>();
        for (var step = 1; step <= 400; step++)
        {
            var (loss, gradient) = LossOf(weights, truth, wrongLabels, random);
            var change = new double[Inputs];
            for (var i = 0; i < Inputs; i++)
            {
                first[i] = optimizer == "adam" ? (0.9 * first[i]) + (0.1 * gradient[i]) : (optimizer == "momentum" ? 0.9 * first[i] : 0) + gradient[i];
                second[i] = (0.999 * second[i]) + (0.001 * gradient[i] * gradient[i]);
                change[i] = optimizer == "adam"
                    ? -rate * first[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-8)
                    : -rate * first[i];
            }

            Descents.Add(history, step, loss, weights, gradient, change, rate);
            for (var i = 0; i < Inputs; i++) weights[i] += change[i];
            if (step is < 12 or 16 or 24 or 48 or 100 or 200 or 400) seen.AddRange(AllDiagnoses.List.SelectMany(diagnosis => diagnosis.Examine(history)));
        }

        return (history, seen);
    }

    static (double Loss, double[] Gradient) LossOf(double[] weights, double[] truth, double wrongLabels, Random random)
    {
        var loss = 0.0;
        var gradient = new double[Inputs];
        for (var sample = 0; sample < Batch; sample++)
        {
            var input = Vector(random, 1);
            var label = (Dot(input, truth) > 0) == (random.NextDouble() > wrongLabels) ? 1 : -1;
            var margin = label * Dot(input, weights);
            loss += (margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin) / Batch;
            var pull = -label / (1 + Math.Exp(margin)) / Batch;
            for (var i = 0; i < Inputs; i++) gradient[i] += pull * input[i];
        }

        return (loss, gradient);
    }

    static double[] Vector(Random random, double size) => [.. Enumerable.Range(0, Inputs).Select(_ => size * Descents.Normal(random))];

    static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
