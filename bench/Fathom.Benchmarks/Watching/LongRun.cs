using Fathom.Journal;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Benchmarks.Watching;

/// <summary>Runs that nobody trained: twenty layers whose gradient fades.</summary>
static class LongRun
{
    const int Layers = 20;

    public static string Write(string folder, long steps)
    {
        var id = Guid.CreateVersion7().ToString();
        using var journal = JournalWriter.Create(Folder(folder, id, steps));
        for (var step = 1L; step <= steps; step++)
        {
            journal.Scalar(step, ScalarTags.Loss, 1 + 1.0 / step);
            if (step % 500 == 0) journal.Reading(Reading(step));
        }

        journal.Close(new(RunStatus.Finished, steps));
        return id;
    }

    public static RunFolder Folder(string folder, string id, long? steps) =>
        RunFolder.Create(Path.Combine(folder, id), new() { Id = id, Name = "bench", Kind = RunKind.Train, Started = TimeProvider.System.GetUtcNow(), PlannedSteps = steps });

    public static StepReading Reading(long step)
    {
        var places = new List<PlaceReading>();
        var parameters = new List<ParameterReading>();
        for (var layer = 1; layer <= Layers; layer++)
        {
            var size = Math.Pow(10, -0.5 * (Layers - layer)) * (1 + 0.1 * Math.Sin(step + layer));
            var gradient = TensorSummary.Of([size, size / 3, -size / 7]);
            places.Add(new() { Name = $"linear{layer}", Type = "Linear", Kind = LinkKind.Weight, Activation = TensorSummary.Of([0.5, 0.1]), Gradient = gradient });
            places.Add(new() { Name = $"sigmoid{layer}", Type = "Sigmoid", Kind = LinkKind.Slope, Activation = TensorSummary.Of([0.5, 0.6]), Gradient = gradient });
            parameters.Add(new()
            {
                Name = $"linear{layer}.weight", Value = TensorSummary.Of([0.5, -0.5]), Gradient = gradient,
                Update = new() { Change = TensorSummary.Of([size / 10]), Ratio = size / 100, Pulled = 1 },
            });
        }

        var links = Enumerable.Range(1, Layers).Reverse().SelectMany(layer => (Link[])[new($"sigmoid{layer}", LinkKind.Slope, 0.2), new($"linear{layer}", LinkKind.Weight, 1.5)]);
        return new() { Step = step, Loss = 1, Places = places, Parameters = parameters, Ledger = new(links, 1) };
    }
}
