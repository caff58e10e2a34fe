using Fathom.Lab.Cures;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Cures;

/// <summary>Searches that go on from checkpoints of real trainings.</summary>
public sealed class CureInPlaceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1.01)]
    [InlineData(4.01)]
    [InlineData(0.02)]
    [InlineData(0.05)]
    [InlineData(1.03)]
    [InlineData(5.03)]
    [InlineData(20.03)]
    public void Try(double rate)
    {
        var recipe = rate < 0 ? DeepSigmoid : Pick(rate);
        var path = Save(recipe, recipe.Training.Steps / 2);
        var report = Cure.For(null, new CureOptions { InPlace = path }, cancellation: Stop);
        var text = $"{rate}: {report.Verdict} {report.Illness?.Id} {report.Reason} cost {report.Trainings:0.00} {report.Proof?.Candidate.Change.Id}\n first {report.Untreated?.Losses[0]} last {report.Untreated?.Losses[^1]} steps {report.Untreated?.Steps} "
            + string.Join("; ", report.Untreated!.Findings.Select(f => f.Id + f.Severity)) + "\n" + string.Join("\n", report.Candidates.Select(r => $"   {r.Candidate.Change.Id} {r.Standing} {r.Reason} {r.Trial?.Inheritance} {r.Candidate.Recipe.Training.Optimizer}"));
        File.AppendAllText("/tmp/try-inplace.txt", text + "\n");
    }

    public void Dispose() => _folder.Dispose();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Save(Recipe recipe, long steps)
    {
        using var trainer = new Trainer(recipe);
        _ = trainer.Run(steps);
        using var checkpoint = Checkpoint.Of(trainer);
        var path = Path.Combine(_folder.Path, "half.checkpoint");
        checkpoint.Save(path);
        return path;
    }

    static Recipe Oscillating(double rate) => new()
    {
        Name = "oscillating",
        Data = new Digits { Samples = 600 },
        Network = new Network { Input = [784], Layers = [new Linear { Units = 32 }, new Tanh(), new Linear { Units = 32 }, new Tanh(), new Linear { Units = 10 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = rate }, Batch = 32, Steps = 1000 },
    };

    static Recipe Pick(double rate) => ((int)Math.Round(rate * 100) % 10) switch
    {
        1 => Oscillating(rate) with { Network = new Network { Input = [784], Layers = [new Linear { Units = 10 }] } },
        2 or 5 => Oscillating(rate) with { Training = new TrainingPlan { Optimizer = new Adam { LearningRate = rate }, Batch = 32, Steps = 1000 } },
        _ => Oscillating(rate) with { Data = new Blobs { Samples = 600 }, Network = new Network { Input = [2], Layers = [new Linear { Units = 8 }, new Tanh(), new Linear { Units = 3 }] } },
    };

    static Recipe DeepSigmoid => new()
    {
        Name = "small-deep-sigmoid",
        Data = new Blobs { Samples = 600 },
        Network = new Network { Input = [2], Layers = [new Repeat { Times = 10, Layers = [new Linear { Units = 16 }, new Sigmoid()] }, new Linear { Units = 3 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, Steps = 1000 },
    };
}
