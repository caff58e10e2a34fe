using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Pictures.Tests;

/// <summary>Runs written the way a test reads them.</summary>
static class Views
{
    /// <summary>A stack of linear layers with sigmoids between, whose gradient norm falls by <paramref name="decades"/> from layer to layer.</summary>
    public static RunView Stack(int depth = 6, double decades = -0.8, int readings = 30, int every = 10, Func<string, long, double>? norm = null) => new()
    {
        Folder = "/runs/one",
        Manifest = new() { Id = "0198c0de-0000-7000-8000-000000000001", Name = "deep-sigmoid", Kind = RunKind.Train, Started = new(2025, 3, 4, 5, 6, 7, TimeSpan.Zero), Seed = 1, PlannedSteps = readings * every },
        Status = RunStatus.Finished,
        Step = readings * every,
        Scalars = new Dictionary<string, IReadOnlyList<ScalarBlock>>(StringComparer.Ordinal)
        {
            [ScalarTags.Loss] = [.. Enumerable.Range(1, readings * every).Select(step => ScalarBlock.Of(step, 2.3 * Math.Exp(-step / 200.0) + 0.05 * Math.Sin(step)))],
            [ScalarTags.HeldOutLoss] = [.. Enumerable.Range(1, 6).Select(check => ScalarBlock.Of(check * readings * every / 6, 2.4 * Math.Exp(-check / 5.0)))],
            [ScalarTags.HeldOutAccuracy] = [.. Enumerable.Range(1, 6).Select(check => ScalarBlock.Of(check * readings * every / 6, 0.1 + 0.1 * check))],
        },
        Readings = [.. Enumerable.Range(0, readings).Select(index => ReadingBlock.Of(Reading(depth, 1 + index * every, decades * (1 - 0.01 * index), norm)))],
    };

    public static StepReading Reading(int depth, long step, double decades, Func<string, long, double>? norm = null)
    {
        var places = new List<PlaceReading>();
        var parameters = new List<ParameterReading>();
        var links = new List<Link> { new("loss", LinkKind.Loss, 0.5) };
        for (var layer = 1; layer <= depth; layer++)
        {
            var (linear, sigmoid) = ($"linear{layer}", $"sigmoid{layer}");
            var size = Math.Pow(10, decades * (depth - layer));
            places.Add(Place(linear, "Linear", LinkKind.Weight, norm?.Invoke(linear, step) ?? size));
            if (layer < depth) places.Add(Place(sigmoid, "Sigmoid", LinkKind.Slope, norm?.Invoke(sigmoid, step) ?? size * 2));
            parameters.Add(new() { Name = $"{linear}.weight", Value = Of(10), Gradient = Of(size), Update = new() { Change = Of(size / 10), Ratio = size / 100, Pulled = 1 }, LearningRate = 0.1 });
        }

        for (var layer = depth; layer > 1; layer--)
        {
            links.Add(new($"linear{layer}", LinkKind.Weight, 2));
            links.Add(new($"sigmoid{layer - 1}", LinkKind.Slope, Math.Pow(10, decades) / 2));
        }

        places.Add(Place("network", "Sequential", LinkKind.Other, 1) with { IsContainer = true });
        return new() { Step = step, Loss = 2.3, Places = places, Parameters = parameters, Ledger = new(links, 1) };
    }

    public static PlaceReading Place(string name, string type, LinkKind kind, double norm) =>
        new() { Name = name, Type = type, Kind = kind, Activation = Of(0.5), Gradient = Of(norm) };

    public static TensorSummary Of(params double[] values) => TensorSummary.Of(values);

    public static Finding Vanishing(string place = "linear1..linear3", long step = 21) => new()
    {
        Id = "vanishing-gradient",
        Severity = Severity.Error,
        Place = place,
        Step = step,
        Summary = "1.0e-4 of the output gradient reaches linear1.",
        Meaning = "The first layers will not learn.",
        Causes = [new("activation-slopes", 0.8, "5 activation slopes multiply the gradient norm by 0.1 each"), new("weight-scale", 0.2, "weights shrink it")],
        Evidence = [new("share of the output gradient at linear1", 1e-4, 1e-3)],
        Treatments = ["Replace the sigmoids by ReLU."],
    };

    public static GuardEvent Skip(long step) => new() { Step = step, Guard = "skip-non-finite", Action = GuardAction.Skipped, Sentence = "The gradient held NaN: the step was skipped." };
}
