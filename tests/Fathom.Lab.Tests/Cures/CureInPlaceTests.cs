using Fathom.Lab.Cures;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Cures;

/// <summary>Searches that go on from checkpoints of real trainings.</summary>
public sealed class CureInPlaceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0.2255)]
    [InlineData(0.2265)]
    [InlineData(0.227)]
    [InlineData(0.2275)]
    [InlineData(0.228)]
    [InlineData(0.2285)]
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

    static Recipe Pick(double rate) => new()
    {
        Name = "steep",
        Data = new AddingProblem { Samples = 300, Length = 12 },
        Network = new Network { Input = [12, 2], Layers = [new Flatten(), new Linear { Units = 1 }] },
        Loss = new Mse(),
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = rate }, Batch = 60, Steps = 600 },
    };

    static Recipe DeepSigmoid => new()
    {
        Name = "small-deep-sigmoid",
        Data = new Blobs { Samples = 600 },
        Network = new Network { Input = [2], Layers = [new Repeat { Times = 10, Layers = [new Linear { Units = 16 }, new Sigmoid()] }, new Linear { Units = 3 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, Steps = 1000 },
    };
}
