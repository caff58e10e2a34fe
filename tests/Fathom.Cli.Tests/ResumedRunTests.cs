using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Cli.Tests;

/// <summary>Runs whose process is killed in the middle, and go on in another.</summary>
public sealed class ResumedRunTests : IDisposable
{
    const int Steps = 5000;

    readonly string _folder = Directory.CreateTempSubdirectory("fathom-").FullName;

    [Fact]
    public void A_run_that_is_killed_twice_goes_on_to_the_same_bits_and_shows_each_step_once()
    {
        var recipe = Named("tiny.yaml");
        File.WriteAllText(recipe, TinyRecipe.Text);

        using (var whole = new RunningProgram(["train", recipe, "--run-folder", Named("whole")])) Assert.Equal(0, whole.Finish().ExitCode);
        Kill(["train", recipe, "--run-folder", Named("killed"), "--save-every", "170"], at: 500);
        Assert.Equal(RunStatus.Lost, RunReader.Read(Named("killed"), new MinuteLater()).Status);
        Kill(["train", "--resume", Named("killed"), "--save-every", "170"], at: 1500);
        using var last = new RunningProgram(["train", "--resume", Named("killed")]);
        var (said, _, exitCode) = last.Finish();

        Assert.Equal(0, exitCode);
        Assert.Contains("went on from step", said, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Named("whole/checkpoint")), File.ReadAllBytes(Named("killed/checkpoint")));
        var (expected, actual) = (RunReader.Read(Named("whole")), RunReader.Read(Named("killed")));
        Assert.Equal((RunStatus.Finished, (long)Steps), (actual.Status, actual.Step));
        Assert.Empty(actual.Damages);
        var losses = actual.Scalars[ScalarTags.Loss];
        Assert.Equal(Steps, losses.Sum(block => block.Values.Count));
        Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.Equal(pair.First.LastStep + 1, pair.Second.FirstStep));
        Assert.Equal(expected.Scalars[ScalarTags.Loss].Sum(block => block.Values.Sum), losses.Sum(block => block.Values.Sum), 1e-6);
        Assert.Equal(Values(expected, ScalarTags.HeldOutLoss), Values(actual, ScalarTags.HeldOutLoss));
    }

    [Fact]
    public void A_run_that_is_killed_before_its_first_checkpoint_begins_again_under_its_own_name()
    {
        var runs = Named("runs");
        using (var program = new RunningProgram(["train", "deep-sigmoid", "--steps", "300"], runs))
        {
            program.WaitUntil(() => Directory.Exists(runs) && Directory.GetDirectories(runs) is [var run] && File.Exists(Path.Combine(run, "checkpoint")), "the first checkpoint");
            program.KillDashNine();
        }

        using var again = new RunningProgram(["train", "--resume", "latest"], runs);
        var (said, _, _) = again.Finish();

        var run = Assert.Single(Directory.GetDirectories(runs));
        Assert.Equal(300, RunReader.Read(run).Step);
        Assert.Contains($"Recorded in {run}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_interrupted_keeps_its_last_step_and_says_how_to_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Interrupts are sent with kill.");
        Assert.SkipWhen(RunningProgram.InterruptsAreIgnored(), "This process ignores interrupts, and so do the programs that it starts.");
        using var program = new RunningProgram(["train", "healthy-mlp", "--steps", "1000000", "--run-folder", Named("run")]);
        program.WaitUntil(() => RunFolder.IsRun(Named("run")) && RunReader.Read(Named("run")).Step >= 10, "step 10");

        program.Interrupt();
        var (said, _, exitCode) = program.Finish();

        var view = RunReader.Read(Named("run"));
        using var checkpoint = Lab.Training.Checkpoint.Load(Named("run/checkpoint"));
        Assert.Equal((130, RunStatus.Interrupted, checkpoint.Step), (exitCode, view.Status, view.Step));
        Assert.Contains($"go on with: fathom train --resume {Named("run")}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_still_trained_is_not_gone_on_with()
    {
        using var first = new RunningProgram(["train", "deep-sigmoid", "--steps", "100000", "--run-folder", Named("run")]);
        first.WaitUntil(() => RunFolder.IsRun(Named("run")) && RunReader.Read(Named("run")).Step > 0, "the first step");

        using var second = new RunningProgram(["train", "--resume", Named("run")]);
        var (_, error, exitCode) = second.Finish();

        Assert.Equal(2, exitCode);
        Assert.Contains("Another process records into", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_a_run_already_is_refused_and_stays_as_it_is()
    {
        using (var first = new RunningProgram(["train", "healthy-mlp", "--steps", "5", "--run-folder", Named("run")])) first.Finish();
        var before = RunReader.Read(Named("run"));

        using var second = new RunningProgram(["examine", "healthy-mlp", "--steps", "5", "--run-folder", Named("run")]);
        var (_, error, exitCode) = second.Finish();

        Assert.Equal(2, exitCode);
        Assert.Contains("There is a run in", error, StringComparison.Ordinal);
        Assert.Equal(before.LastRecord, RunReader.Read(Named("run")).LastRecord);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    void Kill(IEnumerable<string> words, long at)
    {
        using var program = new RunningProgram(words);
        program.WaitUntil(() => RunFolder.IsRun(Named("killed")) && RunReader.Read(Named("killed")).Step >= at, $"step {at}");
        program.KillDashNine();
    }

    static IEnumerable<(long Step, double Value)> Values(RunView view, string tag) => view.Scalars[tag].Select(block => (block.LastStep, block.Last));

    /// <summary>A run is lost once it has been silent for half a minute and its process is gone.</summary>
    sealed class MinuteLater : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromMinutes(1);
    }

    string Named(string name) => Path.Combine(_folder, name);
}
