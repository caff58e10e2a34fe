using System.Globalization;
using Fathom.Lab.Cures;
using Fathom.Lab.Training;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Cures;

/// <summary>Searches that go on from checkpoints of real trainings.</summary>
public sealed class CureInPlaceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0.397)]
    [InlineData(0.398)]
    [InlineData(0.399)]
    public void A_training_that_explodes_is_cured_half_way_by_smaller_steps_and_keeps_its_weights(double rate)
    {
        var path = Save(Steep(rate), 300);

        var report = Cure.For(null, new CureOptions { InPlace = path }, cancellation: Stop);

        Assert.Equal(CureVerdict.Cured, report.Verdict);
        // Either makes the steps smaller: a clipped norm is a lower rate for as long as the gradient is large, and as small a change of the recipe.
        Assert.Contains(report.Proof!.Candidate.Change.Id, (string[])["lower-learning-rate", "clip-gradient"]);
        var lower = report.Candidates.First(record => record.Candidate.Change.Id == "lower-learning-rate");
        Assert.Contains(lower.Standing, (Standing[])[Standing.Proved, Standing.Better, Standing.NotTried]);
        Assert.Equal("learning-rate-too-high", report.Illness!.Id);
        Assert.Equal((300L, (double)report.Steps / 300), (report.TrainingSteps, report.Trainings));
        Assert.All(report.Proof.Treated, trial => Assert.Equal(new Inheritance(7, 0, 0, 0) { Remembered = 2 }, trial.Inheritance));
        // The first loss is that of the weights before the first step: the same as without the change, with each seed.
        Assert.Equal(report.Proof.Untreated.Select(trial => trial.Losses[0]), report.Proof.Treated.Select(trial => trial.Losses[0]));
        Assert.Equal(3, report.Proof.Untreated.Select(trial => trial.Losses[0]).Distinct().Count());
    }

    [Fact]
    public void A_cured_checkpoint_goes_on_from_the_same_step_to_the_end()
    {
        var path = Save(Steep(rate: 0.398), 300);
        var report = Cure.For(null, new CureOptions { InPlace = path }, cancellation: Stop);

        using var cured = report.CuredCheckpoint();
        var trained = WholeTraining.Run(report.Cured, new TrainOptions { Resume = cured }, Stop);

        Assert.Equal((300L, "steep-cured"), (cured!.Step, cured.Recipe.Name));
        Assert.Equal((300L, 600L), (trained.ResumedFrom, trained.Examination.Steps));
        Assert.InRange(trained.Examination.Loss.HeldOut!.Value, 0, report.Proof!.Pairs[0].Treated);
    }

    [Fact]
    public void A_deep_sigmoid_that_has_not_learnt_is_cured_with_the_weights_that_it_has()
    {
        var path = Save(DeepSigmoid, 500);

        var report = Cure.For(DeepSigmoid, new CureOptions { InPlace = path }, cancellation: Stop);

        Assert.Equal((CureVerdict.Cured, "vanishing-gradient"), (report.Verdict, report.Illness!.Id));
        var norm = report.Candidates.First(record => record.Candidate.Change.Id == "insert-norm");
        Assert.Equal((2547L, 320L, 0L), (norm.Trial!.Inheritance!.Kept, norm.Trial.Inheritance.Started, norm.Trial.Inheritance.Lost));
        Assert.DoesNotContain(report.Candidates, record => record.Candidate.Change.Id.Contains("reinitialize", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_norm_that_begins_as_the_identity_leaves_a_gradient_as_vanished_as_it_was(bool keepsFunction, bool isCured)
    {
        var normed = DeepSigmoid with { Network = new Network { Input = [2], Layers = [new Repeat { Times = 10, Layers = [new Linear { Units = 16 }, new BatchNorm(), new Sigmoid()] }, new Linear { Units = 3 }] } };
        var start = TrialStart.Of(Save(DeepSigmoid, 500)) with { KeepsFunction = keepsFunction };

        using var trials = new LiveTrials();
        var trial = trials.Run([new(1, normed, 40) { Start = start }], cancellation: Stop)[0];

        Assert.Equal(keepsFunction, trial.Inheritance!.IsExact);
        Assert.NotEqual(isCured, trial.AllFindings.Any(finding => finding.Id == "vanishing-gradient"));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(300)]
    public void A_healthy_training_is_left_alone(long step)
    {
        var path = Save(Some.Recipe(), step);

        var report = Cure.For(null, new CureOptions { InPlace = path }, cancellation: Stop);

        Assert.Equal(CureVerdict.Healthy, report.Verdict);
        Assert.Null(report.CuredCheckpoint());
    }

    [Fact]
    public void A_steep_training_at_a_rate_that_it_stands_is_left_alone()
    {
        var report = Cure.For(null, new CureOptions { InPlace = Save(Steep(rate: 0.2), 300) }, cancellation: Stop);

        Assert.Equal(CureVerdict.Healthy, report.Verdict);
    }

    [Fact]
    public void What_cannot_be_gone_on_from_is_refused_in_a_sentence()
    {
        var (half, whole) = (Save(Some.Recipe(), 20), Save(Some.Recipe(steps: 30), 30, "whole"));
        var damaged = Path.Combine(_folder.Path, "damaged");
        var bytes = File.ReadAllBytes(half);
        bytes[^40] ^= 1;
        File.WriteAllBytes(damaged, bytes);

        Assert.Contains("of another recipe", Refusal(half, DeepSigmoid), StringComparison.Ordinal);
        Assert.Contains("`seed: 2`", Refusal(half, Some.Recipe(seed: 2)), StringComparison.Ordinal);
        Assert.Contains("30 of 30 steps behind it", Refusal(whole, null), StringComparison.Ordinal);
        Assert.Contains("its sum is wrong", Refusal(damaged, null), StringComparison.Ordinal);
        Assert.Contains("no such file", Refusal(damaged + "x", null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_changes_meanwhile_is_a_failed_trial()
    {
        var start = TrialStart.Of(Save(Some.Recipe(), 20));
        _ = Save(Some.Recipe(), 21);

        using var trials = new LiveTrials();
        var trial = trials.Run([new(0, Some.Recipe(), 5) { Start = start }], cancellation: Stop)[0];

        Assert.Contains("has changed since the search began", trial.Failure!.Reason, StringComparison.Ordinal);
        Assert.True(trial.Failure.IsRefusal);
    }

    static string Refusal(string path, Recipe? recipe) =>
        Assert.Throws<CheckpointException>(() => Cure.For(recipe, new CureOptions { InPlace = path }, cancellation: Stop)).Message;

    public void Dispose() => _folder.Dispose();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Save(Recipe recipe, long steps, string name = "half.checkpoint")
    {
        using var trainer = new Trainer(recipe);
        _ = trainer.Run(steps);
        using var checkpoint = Checkpoint.Of(trainer);
        var path = Path.Combine(_folder.Path, name);
        checkpoint.Save(path);
        return path;
    }

    /// <summary>Its rate has a course already, so that another one is no treatment.</summary>
    Recipe Steep(double rate) => new()
    {
        Name = "steep",
        Data = new Csv { Path = Line(), Label = "y" },
        Network = new Network { Input = [6], Layers = [new Linear { Units = 1 }] },
        Loss = new Mse(),
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = rate }, Batch = 60, Steps = 600, Schedule = new StepDecay { Every = 1000 } },
    };

    /// <summary>A number that depends on six others along a straight line, but for some noise.</summary>
    string Line()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextDouble()).ToArray());
        var lines = rows.Select(row => string.Join(',', row.Append(row.Select((value, place) => value * (place - 2)).Sum() + (0.2 * random.NextDouble())).Select(number => number.ToString("R", CultureInfo.InvariantCulture))));
        var path = Path.Combine(_folder.Path, "line.csv");
        File.WriteAllLines(path, lines.Prepend("a,b,c,d,e,f,y"));
        return path;
    }

    static Recipe DeepSigmoid => new()
    {
        Name = "small-deep-sigmoid",
        Data = new Blobs { Samples = 600 },
        Network = new Network { Input = [2], Layers = [new Repeat { Times = 10, Layers = [new Linear { Units = 16 }, new Sigmoid()] }, new Linear { Units = 3 }] },
        Training = new TrainingPlan { Optimizer = new Sgd { LearningRate = 0.1 }, Batch = 32, Steps = 1000 },
    };
}
