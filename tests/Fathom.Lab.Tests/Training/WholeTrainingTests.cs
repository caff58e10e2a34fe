using Fathom.Guards;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;

namespace Fathom.Lab.Tests.Training;

public sealed class WholeTrainingTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Takes_every_step_and_asks_the_held_out_data_on_the_way_and_at_the_end()
    {
        var steps = new List<StepProgress>();

        var report = WholeTraining.Run(Some.Recipe(steps: 60), new() { OnStep = steps.Add }, Stop);

        Assert.Equal(Enumerable.Range(1, 60).Select(step => (long)step), steps.Select(step => step.Step));
        // 60 held-out samples cost a tenth of 6.25 steps of 32 samples, forwards and backwards: every seventh step at the most.
        Assert.Equal([7, 14, 21, 28, 35, 42, 49, 56, 60], report.HeldOut.Select(point => point.Step));
        Assert.Equal(report.HeldOut[^1].Result.Loss, report.Examination.Loss.HeldOut);
        Assert.Equal((60L, null, true), (report.Examination.Steps, report.Failure, report.WeightsAreFinite));
        Assert.Equal(["skip-non-finite"], report.Guards);
    }

    [Fact]
    public void Goes_on_from_a_checkpoint_to_the_same_end()
    {
        var path = Path.Combine(_folder.Path, "a");
        using var stop = new CancellationTokenSource();
        var whole = WholeTraining.Run(Some.Recipe(steps: 60), cancellation: Stop);

        var paused = WholeTraining.Run(Some.Recipe(steps: 60), new()
        {
            SaveTo = path, Guards = ["skip-non-finite", "roll-back"], OnStep = step => { if (step.Step == 33) stop.Cancel(); },
        }, stop.Token);
        using var checkpoint = Checkpoint.Load(path);
        var continued = WholeTraining.Run(recipe: null, new() { Resume = checkpoint }, Stop);

        Assert.Equal((true, 33L, 33L), (paused.Examination.Interrupted, paused.Examination.Steps, paused.CheckpointStep));
        Assert.Equal(33, continued.ResumedFrom);
        Assert.Equal(["skip-non-finite", "roll-back"], continued.Guards);
        Assert.Equal(whole.Examination.Loss, continued.Examination.Loss);
        Assert.Equal(whole.Examination.History.Losses.Blocks, continued.Examination.History.Losses.Blocks);
        Assert.Equal(whole.HeldOut.Where(point => point.Step > 33), continued.HeldOut);
    }

    [Fact]
    public void Refuses_a_checkpoint_with_no_step_left_and_one_of_another_seed()
    {
        using var trainer = new Trainer(Some.Recipe(steps: 10), Stop);
        trainer.Run(10, cancellation: Stop);
        using var checkpoint = Checkpoint.Of(trainer);

        Assert.Contains("none is left", Refusal(new() { Resume = checkpoint }), StringComparison.Ordinal);
        Assert.Contains("seed", Refusal(new() { Resume = checkpoint, Steps = 20, Seed = 5 }), StringComparison.Ordinal);
        Assert.Equal(20, WholeTraining.Run(recipe: null, new() { Resume = checkpoint, Steps = 20 }, Stop).Examination.Steps);
    }

    [Fact]
    public void Keeps_a_checkpoint_where_the_data_fails()
    {
        var path = Path.Combine(_folder.Path, "a");
        using var trainer = new Trainer(Some.Recipe(steps: 20), Stop);
        var options = new TrainOptions { SaveTo = path, OnStep = step => { if (step.Step == 7) trainer.Dataset.Training.Features.Dispose(); } };

        var report = WholeTraining.Train(trainer, options, ["skip-non-finite"], Stop);

        Assert.Contains("The data failed", report.Failure, StringComparison.Ordinal);
        Assert.Equal((7L, false), (report.CheckpointStep, report.Examination.Interrupted));
        using var checkpoint = Checkpoint.Load(path);
        Assert.Equal(20, WholeTraining.Run(recipe: null, new() { Resume = checkpoint }, Stop).Examination.Steps);
    }

    [Fact]
    public void A_failed_training_does_not_replace_a_checkpoint()
    {
        var path = _folder.Write("a", "the user's best");
        var recipe = BundledRecipes.Find("exploding-mlp")!;

        var report = WholeTraining.Run(recipe, new() { SaveTo = path }, Stop);

        Assert.NotNull(report.Failure);
        Assert.True(report.WeightsAreFinite);
        Assert.Equal(6, report.SkippedSteps);
        var tally = Assert.Single(report.GuardTallies);
        Assert.Equal((GuardAction.Skipped, 6L), (tally.First.Action, tally.Count));
        Assert.Contains("left as it is", report.CheckpointProblem, StringComparison.Ordinal);
        Assert.Equal("the user's best", File.ReadAllText(path));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_and_ends_no_training()
    {
        var path = Path.Combine(_folder.Path, "a");
        // The place beside is taken by a folder.
        Directory.CreateDirectory(path + ".new");

        var report = WholeTraining.Run(Some.Recipe(steps: 20), new() { SaveTo = path, SaveEvery = 5 }, Stop);

        Assert.Equal(20, report.Examination.Steps);
        Assert.Null(report.Failure);
        Assert.Contains("could not be written", report.CheckpointProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_healthy_training_that_goes_on_late_has_no_findings()
    {
        Assert.All((string[])["healthy-mlp", "healthy-cnn"], name =>
        {
            var recipe = BundledRecipes.Find(name)!;
            recipe = recipe with { Training = recipe.Training with { Steps = 60 } };
            using var trainer = new Trainer(recipe, Stop);
            trainer.Run(50, cancellation: Stop);
            using var checkpoint = Checkpoint.Of(trainer);

            Assert.Empty(WholeTraining.Run(recipe, new() { Resume = checkpoint }, Stop).Examination.Findings);
        });
    }

    public void Dispose() => _folder.Dispose();

    static string Refusal(TrainOptions options) => Assert.Throws<CheckpointException>(() => WholeTraining.Run(recipe: null, options, Stop)).Message;
}
