using System.Text.Json;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;

namespace Fathom.Cli.Tests.Commands;

public sealed class CureCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fathom-cure").FullName;

    [Fact]
    public void A_healthy_recipe_is_exit_code_0_and_nothing_is_written()
    {
        var run = Run(Cures.Healthy, "--out", Target);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Healthy.", run.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public void A_cure_is_written_and_shown_with_its_evidence()
    {
        var run = Run(Cures.Cured, "--out", Target);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Cured. Lower the learning rate from 0.1 to 0.01.", run.Out, StringComparison.Ordinal);
        Assert.Contains("before  sum: -0.9 decades", run.Out, StringComparison.Ordinal);
        Assert.Contains("0.4500", run.Out, StringComparison.Ordinal);
        Assert.Contains("-   optimizer: {sgd: {lr: 0.1}}", run.Out, StringComparison.Ordinal);
        Assert.Contains("cost 500 steps, 1.00 of one whole training", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.Equal("deep-sigmoid-cured", RecipeFile.Load(Target).Name);
    }

    [Fact]
    public void A_file_that_is_there_is_not_written_over_unless_asked()
    {
        File.WriteAllText(Target, "mine");

        var refused = Run(Cures.Cured, "--out", Target);
        var forced = Run(Cures.Cured, "--out", Target, "--force");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, forced.ExitCode);
        Assert.Equal("deep-sigmoid-cured", RecipeFile.Load(Target).Name);
    }

    [Fact]
    public void The_cured_recipe_lies_beside_a_recipe_that_is_a_file()
    {
        var recipe = Path.Combine(_folder, "mine.yaml");
        File.WriteAllText(recipe, RecipeFile.Write(BundledRecipes.Find("deep-sigmoid")!));

        var run = RunWords(Cures.Cured, "cure", recipe);

        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder, "mine-cured.yaml")));
    }

    [Fact]
    public void Finding_nothing_is_exit_code_1_with_the_best_attempt()
    {
        var run = Run(Cures.NothingFound, "--out", Target);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The best attempt, which is not proved:", run.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public void An_interruption_is_exit_code_130() => Assert.Equal(130, Run(Cures.Interrupted, "--out", Target).ExitCode);

    [Fact]
    public void JSON_on_standard_output_stands_alone_and_holds_all_of_the_evidence()
    {
        var run = Run(Cures.Cured, "--out", Target, "--json", "-");

        using var json = JsonDocument.Parse(run.Out);
        var cure = json.RootElement.GetProperty("cure");
        Assert.Equal("cured", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(3, cure.GetProperty("proof").GetProperty("pairs").GetArrayLength());
        Assert.Equal("nan", cure.GetProperty("proof").GetProperty("pairs")[1].GetProperty("untreatedIs").GetString());
        Assert.Equal(Target, cure.GetProperty("file").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("candidates").GetArrayLength());
    }

    [Theory]
    [InlineData("--budget", "ten")]
    [InlineData("--jobs", "0")]
    [InlineData("--treat", "everything")]
    public void Refuses_what_it_does_not_understand(string option, string value)
    {
        var run = Run(Cures.Cured, "--out", Target, option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'{value}'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Hands_on_what_was_asked_for()
    {
        var curer = new ScriptedCurer(Cures.Healthy);

        _ = new CommandLine(Silent, new ScriptedExaminer(Examinations.Healthy), TimeProvider.System, curer)
            .Run(["cure", "deep-sigmoid", "--out", Target, "--budget", "2x", "--jobs", "3", "--seed", "9", "--data", "mnist:x", "--treat", "note"]);

        Assert.Equal(
            new CureOrder("deep-sigmoid") { Budget = new() { Trainings = 2 }, Jobs = 3, Seed = 9, Data = "mnist:x", Treat = Diagnoses.Severity.Note }, curer.LastOrder! with { Run = null });
    }

    [Fact]
    public void A_cured_checkpoint_lies_beside_the_cured_recipe_and_is_named()
    {
        var checkpoint = Path.Combine(_folder, "mine.state");
        File.WriteAllText(checkpoint, "a checkpoint");

        var run = RunWords(Cures.Cured, "cure", "--in-place", checkpoint, "--json", Path.Combine(_folder, "report.json"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("a cured checkpoint", File.ReadAllText(Path.Combine(_folder, "mine-cured.state")));
        Assert.True(File.Exists(Path.Combine(_folder, "mine-cured.yaml")));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "report.json")));
        Assert.Equal(Path.Combine(_folder, "mine-cured.state"), json.RootElement.GetProperty("cure").GetProperty("checkpoint").GetString());
    }

    [Fact]
    public void A_checkpoint_that_is_there_is_not_written_over_unless_asked_and_the_cured_one_never()
    {
        var (checkpoint, cured) = (Path.Combine(_folder, "mine.state"), Path.Combine(_folder, "mine-cured.state"));
        File.WriteAllText(checkpoint, "a checkpoint");
        File.WriteAllText(cured, "mine");

        var refused = RunWords(Cures.Cured, "cure", "--in-place", checkpoint);
        var forced = RunWords(Cures.Cured, "cure", "--in-place", checkpoint, "--force");
        var own = RunWords(Cures.Cured, "cure", "--in-place", checkpoint, "--force", "--out", Path.Combine(_folder, "mine.yaml"));

        Assert.Equal((2, 0, 2), (refused.ExitCode, forced.ExitCode, own.ExitCode));
        Assert.Contains("The cured checkpoint would be written", refused.Error, StringComparison.Ordinal);
        Assert.Contains("over the one that is cured", own.Error, StringComparison.Ordinal);
        Assert.Equal("a checkpoint", File.ReadAllText(checkpoint));
        Assert.Equal("a cured checkpoint", File.ReadAllText(cured));
    }

    [Fact]
    public void Its_help_has_examples() => Assert.Contains("fathom cure deep-sigmoid", RunWords(Cures.Healthy, "cure", "--help").Out, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Terminal Silent => new() { Out = TextWriter.Null, Error = TextWriter.Null };

    string Target => Path.Combine(_folder, "cured.yaml");

    static CommandLineRun Run(Func<CureReport> answer, params string[] options) => RunWords(answer, ["cure", "deep-sigmoid", .. options]);

    static CommandLineRun RunWords(Func<CureReport> answer, params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = new CommandLine(Silent with { Out = output, Error = error }, new ScriptedExaminer(Examinations.Healthy), TimeProvider.System, new ScriptedCurer(answer)).Run(words);
        return new(exitCode, output.ToString(), error.ToString(), Order: null);
    }
}
