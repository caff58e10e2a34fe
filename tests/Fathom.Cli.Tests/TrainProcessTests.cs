using Fathom.Lab.Training;

namespace Fathom.Cli.Tests;

/// <summary>Whole trainings in processes of their own.</summary>
public sealed class TrainProcessTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fathom-").FullName;

    [Fact]
    public void An_interrupted_training_goes_on_to_the_same_bits()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Interrupts are sent with kill.");
        Assert.SkipWhen(RunningProgram.InterruptsAreIgnored(), "This process ignores interrupts, and so do the programs that it starts.");
        var (recipe, whole, kept) = (File("tiny.yaml"), File("whole"), File("kept"));
        System.IO.File.WriteAllText(recipe, TinyRecipe.Text);

        using var interrupted = new RunningProgram(["train", recipe, "--save", kept, "--save-every", "150"]);
        interrupted.WaitForFile(kept);
        interrupted.Interrupt();
        var (said, _, exitCode) = interrupted.Finish();
        var pausedAt = StepOf(kept);
        using var uninterrupted = new RunningProgram(["train", recipe, "--save", whole]);
        var wholeExitCode = uninterrupted.Finish().ExitCode;
        using var continued = new RunningProgram(["train", "--resume", kept, "--save", kept]);
        var continuedExitCode = continued.Finish().ExitCode;

        Assert.Equal((130, 0, 0), (exitCode, wholeExitCode, continuedExitCode));
        Assert.Contains("go on with: fathom train --resume", said, StringComparison.Ordinal);
        Assert.InRange(pausedAt, 150, 4999);
        // Weights, buffers, Adam's memory, random state, the place in the data, the schedule, all losses.
        Assert.Equal(System.IO.File.ReadAllBytes(whole), System.IO.File.ReadAllBytes(kept));
    }

    [Fact]
    public void A_training_that_explodes_keeps_finite_weights_and_counts_what_was_skipped()
    {
        var kept = File("exploded");
        using var run = new RunningProgram(["train", "exploding-mlp", "--save", kept]);

        var (output, _, exitCode) = run.Finish();

        Assert.Equal(3, exitCode);
        Assert.Contains("6 steps skipped", output, StringComparison.Ordinal);
        Assert.Contains("Every weight is finite.", output, StringComparison.Ordinal);
        using var checkpoint = Checkpoint.Load(kept);
        Assert.True(checkpoint.IsFinite);
    }

    [Fact]
    public void A_training_that_explodes_unguarded_leaves_the_checkpoint_of_before_alone()
    {
        var kept = File("a.checkpoint");
        using var run = new RunningProgram(["train", "exploding-mlp", "--guard", "none", "--save", kept, "--save-every", "1"]);

        var (output, _, exitCode) = run.Finish();

        Assert.Equal(3, exitCode);
        Assert.Contains("The weights are not all finite.", output, StringComparison.Ordinal);
        using var checkpoint = Checkpoint.Load(kept);
        Assert.True(checkpoint.IsFinite);
        Assert.InRange(checkpoint.Step, 1, 2);
    }

    [Fact]
    public void Another_recipe_and_a_damaged_file_are_refused_in_one_sentence()
    {
        var kept = File("a.checkpoint");
        using (var first = new RunningProgram(["train", "healthy-mlp", "--steps", "3", "--save", kept])) first.Finish();
        using var other = new RunningProgram(["train", "deep-sigmoid", "--resume", kept]);
        var (_, foreign, foreignCode) = other.Finish();
        var bytes = System.IO.File.ReadAllBytes(kept);
        bytes[^40] ^= 1;
        System.IO.File.WriteAllBytes(kept, bytes);
        using var again = new RunningProgram(["train", "--resume", kept, "--steps", "9"]);
        var (_, damaged, damagedCode) = again.Finish();

        Assert.Equal((2, 2), (foreignCode, damagedCode));
        Assert.Contains("of another recipe", foreign, StringComparison.Ordinal);
        Assert.Contains("its sum is wrong", damaged, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string File(string name) => Path.Combine(_folder, name);

    static long StepOf(string path)
    {
        using var checkpoint = Checkpoint.Load(path);
        return checkpoint.Step;
    }
}
