using System.Text.Json;
using Fathom.Journal;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Runs;

namespace Fathom.Cli.Tests;

/// <summary>Cures of trainings under way, in processes of their own.</summary>
public sealed class CureProcessTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fathom-").FullName;

    [Fact]
    public void A_training_is_cured_in_place_and_goes_on_from_the_cured_checkpoint()
    {
        var half = File("half.checkpoint");
        using (var trainer = new Trainer(HalfTrained.DeepSigmoid)) HalfTrained.Save(trainer, half, 500);
        var before = System.IO.File.ReadAllBytes(half);

        var (shown, _, exitCode) = Run("cure", "--in-place", half, "--jobs", "2", "--json", File("report.json"), "--run-folder", File("run"));
        var (trained, _, trainedExitCode) = Run("train", File("half-cured.yaml"), "--resume", File("half-cured.checkpoint"));
        var (_, refused, refusedExitCode) = Run("cure", "--in-place", half);

        Assert.Equal((0, 0, 2), (exitCode, trainedExitCode, refusedExitCode));
        Assert.Contains("go on with: fathom train --resume", shown, StringComparison.Ordinal);
        Assert.Contains("2547 weights go on as they are", shown, StringComparison.Ordinal);
        Assert.Contains("of the steps that are left", shown, StringComparison.Ordinal);
        Assert.Contains("went on from step 500", trained, StringComparison.Ordinal);
        Assert.Contains("--force", refused, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(half));
        using var report = JsonDocument.Parse(System.IO.File.ReadAllText(File("report.json")));
        // Which candidates there are, and which comes first, depends on all treatments that fit; every one keeps what was learnt.
        var inherited = report.RootElement.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetProperty("inherited")).Where(one => one.ValueKind == JsonValueKind.Object).ToList();
        Assert.NotEmpty(inherited);
        Assert.All(inherited, one => Assert.Equal(2547, one.GetProperty("kept").GetInt64()));
        Assert.Equal(Path.GetFullPath(half), report.RootElement.GetProperty("inPlace").GetString());
        var run = RunReader.Read(report.RootElement.GetProperty("run").GetString()!);
        Assert.Equal((RunKind.Cure, RunStatus.Finished), (run.Manifest.Kind, run.Status));
        Assert.Equal(report.RootElement.GetProperty("candidates").GetArrayLength(), run.Trials.Count);
        Assert.Single(run.Trials, trial => trial.State == "proved");
        Assert.Equal(RecipeFile.Load(File("half-cured.yaml")), RecipeFile.Load(File("run/cured.yaml")));
        using var cured = Checkpoint.Load(File("half-cured.checkpoint"));
        Assert.Equal((500L, RecipeFile.Load(File("half-cured.yaml"))), (cured.Step, cured.Recipe));
    }

    [Fact]
    public void A_checkpoint_of_another_recipe_and_one_at_its_end_are_refused_in_one_sentence()
    {
        var whole = File("whole");
        using (var trainer = new Trainer(HalfTrained.DeepSigmoid with { Training = HalfTrained.DeepSigmoid.Training with { Steps = 3 } })) HalfTrained.Save(trainer, whole, 3);

        var (_, foreign, foreignCode) = Run("cure", "healthy-mlp", "--in-place", whole);
        var (_, ended, endedCode) = Run("cure", "--in-place", whole);

        Assert.Equal((2, 2), (foreignCode, endedCode));
        Assert.Contains("of another recipe", foreign, StringComparison.Ordinal);
        Assert.Contains("3 of 3 steps behind it", ended, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string File(string name) => Path.Combine(_folder, name);

    static (string Output, string Error, int ExitCode) Run(params string[] words)
    {
        using var program = new RunningProgram(words);
        return program.Finish();
    }
}
