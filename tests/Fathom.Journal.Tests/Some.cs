using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Journal.Tests;

/// <summary>Manifests and readings written the way a test reads them.</summary>
static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunManifest Manifest(string name = "deep-sigmoid") => new()
    {
        Id = "0195a1b2-0000-7000-8000-000000000001",
        Name = name,
        Kind = RunKind.Train,
        Started = Noon,
        Seed = 7,
        PlannedSteps = 1_000,
        Versions = new Dictionary<string, string> { ["fathom"] = "0.1.0" },
        Machine = new RunMachine("Linux", "X64", 2, 1 << 30),
    };

    /// <summary>A stack of layers whose numbers depend on the step.</summary>
    public static StepReading Reading(long step, int layers = 3)
    {
        var random = new Random((int)step);
        TensorSummary Values(double scale) => TensorSummary.Of([.. Enumerable.Range(0, 20).Select(_ => (float)(scale * (random.NextDouble() - 0.5)))]);
        return new StepReading
        {
            Step = step,
            Loss = 1.0 / step,
            LearningRate = 0.1,
            Places = [.. Enumerable.Range(1, layers).Select(layer => new PlaceReading { Name = $"linear{layer}", Type = "Linear", Kind = LinkKind.Weight, Activation = Values(1), Gradient = Values(1e-3) })],
            Parameters =
            [
                .. Enumerable.Range(1, layers).Select(layer => new ParameterReading
                {
                    Name = $"linear{layer}.weight", Value = Values(1), Gradient = Values(1e-3), LearningRate = 0.1, Type = ElementType.Float32,
                    Update = new UpdateReading { Change = Values(1e-4), Ratio = 1e-4, Pulled = 20 },
                }),
            ],
            Ledger = new ChainLedger(Enumerable.Range(1, layers).Select(layer => new Link($"sigmoid{layer}", LinkKind.Slope, 0.25)), 1e-3),
        };
    }
}
