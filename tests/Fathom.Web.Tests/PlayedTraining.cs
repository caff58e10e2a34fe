using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Journal;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Web.Tests;

/// <summary>Writes a run as a training would: the test plays the training.</summary>
sealed class PlayedTraining : IDisposable
{
    readonly JournalWriter _journal;
    readonly int _depth;

    public PlayedTraining(string runsFolder, string name = "deep-sigmoid", int depth = 8, long? planned = 400, string? recipe = null)
    {
        _depth = depth;
        Id = Guid.CreateVersion7().ToString();
        Manifest = new() { Id = Id, Name = name, Kind = RunKind.Train, Started = TimeProvider.System.GetUtcNow(), Seed = 1, PlannedSteps = planned };
        Folder = RunFolder.Create(Path.Combine(runsFolder, Id), Manifest, recipe ?? Recipe(name, depth));
        _journal = JournalWriter.Create(Folder);
    }

    public string Id { get; }

    public RunManifest Manifest { get; }

    public RunFolder Folder { get; }

    public long Step { get; private set; }

    /// <summary>Steps with a loss each, a reading every <paramref name="every"/>, a held-out check every 50.</summary>
    public PlayedTraining Play(int steps, int every = 10)
    {
        for (var done = 0; done < steps; done++)
        {
            Step++;
            _journal.Scalar(Step, ScalarTags.Loss, 2.3 * Math.Exp(-Step / 200.0) + 0.05 * Math.Sin(Step));
            if (Step % every == 1 || every == 1) _journal.Reading(Reading(Step));
            if (Step % 50 == 0) _journal.Scalar(Step, ScalarTags.HeldOutLoss, 2.4 * Math.Exp(-Step / 250.0));
        }

        return this;
    }

    public PlayedTraining Find(params Finding[] findings)
    {
        _journal.Findings(Step, findings);
        return this;
    }

    public PlayedTraining Guard(string sentence = "The gradient held NaN: the step was skipped.")
    {
        _journal.Guard(new() { Step = Step, Guard = "skip-non-finite", Action = GuardAction.Skipped, Sentence = sentence });
        return this;
    }

    public PlayedTraining End(RunStatus status = RunStatus.Finished, string message = "")
    {
        _journal.Close(new(status, Step, message));
        return this;
    }

    public void Dispose() => _journal.Dispose();

    public static Finding Vanishing(string place = "linear1..linear3", long step = 21) => new()
    {
        Id = "vanishing-gradient",
        Severity = Severity.Error,
        Place = place,
        Step = step,
        Summary = "1.0e-4 of the output gradient reaches linear1.",
        Meaning = "The first layers will not learn.",
        Causes = [new("activation-slopes", 0.8, "7 activation slopes multiply the gradient norm by 0.2 each"), new("weight-scale", 0.2, "weights shrink it")],
        Evidence = [new("share of the output gradient at linear1", 1e-4, 1e-3)],
        Treatments = ["Replace the sigmoids by ReLU."],
    };

    static string Recipe(string name, int depth) =>
        $$"""
        name: {{name}}
        seed: 1
        network:
          input: [64]
          layers:
            - repeat: {{depth - 1}}
              layers: [ { linear: 32 }, sigmoid ]
            - linear: 10
        training:
          optimizer: { sgd: { lr: 0.1 } }
          steps: 400
        """;

    StepReading Reading(long step)
    {
        var places = new List<PlaceReading>();
        var parameters = new List<ParameterReading>();
        var links = new List<Link> { new("loss", LinkKind.Loss, 0.5) };
        var gain = Math.Pow(10, -0.8 + step / 2000.0);
        for (var layer = 1; layer <= _depth; layer++)
        {
            var size = Math.Pow(gain, _depth - layer);
            places.Add(Place($"linear{layer}", "Linear", LinkKind.Weight, size));
            if (layer < _depth) places.Add(Place($"sigmoid{layer}", "Sigmoid", LinkKind.Slope, size * 2));
            parameters.Add(new()
            {
                Name = $"linear{layer}.weight", Value = TensorSummary.Of([0.5, -0.5]), Gradient = TensorSummary.Of([size]), LearningRate = 0.1,
                Update = new() { Change = TensorSummary.Of([size / 10]), Ratio = size / 100, Pulled = 1 },
            });
        }

        for (var layer = _depth; layer > 1; layer--)
        {
            links.Add(new($"linear{layer}", LinkKind.Weight, 2));
            links.Add(new($"sigmoid{layer - 1}", LinkKind.Slope, gain / 2));
        }

        return new() { Step = step, Loss = 2.3, LearningRate = 0.1, Places = places, Parameters = parameters, Ledger = new(links, 1) };
    }

    static PlaceReading Place(string name, string type, LinkKind kind, double norm) =>
        new() { Name = name, Type = type, Kind = kind, Activation = TensorSummary.Of([0.5, 0.25, -0.1]), Gradient = TensorSummary.Of([norm, norm / 2, -norm / 3]) };
}
