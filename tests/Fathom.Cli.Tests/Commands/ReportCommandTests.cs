using System.Text.Json;
using Fathom.Cli.Commands;
using Fathom.Journal;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Cli.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    const string Id = "0198c0de-0000-7000-8000-00000abcdef1";

    readonly string _root = Directory.CreateTempSubdirectory("fathom-report-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Writes_one_file_that_tells_the_run()
    {
        Record("deep-sigmoid");
        var file = Path.Combine(_root, "run.html");

        var run = Call("latest", "--out", file);

        Assert.Equal((0, file), (run.ExitCode, run.Out.Trim()));
        var html = File.ReadAllText(file);
        Assert.Contains("<h1>deep-sigmoid</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<section id=\"gradient-map\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_the_prognosis_of_the_runs_recipe_behind_the_first_profile()
    {
        Record("deep-sigmoid", recipe: Fathom.Lab.Recipes.BundledRecipes.TextOf("deep-sigmoid")!);
        var file = Path.Combine(_root, "run.html");

        Call(Id, "--out", file);

        Assert.Contains("expected by the prognosis", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_each_picture_as_a_file_and_no_report_unless_asked()
    {
        Record("deep-sigmoid");
        var folder = Path.Combine(_root, "pictures");

        var run = Call(Id[..13], "--svg", folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(Path.Combine(folder, "gradient-map.svg"), run.Out, StringComparison.Ordinal);
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "loss.svg")), StringComparison.Ordinal);
        Assert.DoesNotContain(".html", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_as_json_what_it_wrote()
    {
        Record("deep-sigmoid");
        var file = Path.Combine(_root, "run.html");

        var run = Call("latest", "--out", file, "--json", "-");

        var told = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(Id, told.GetProperty("run").GetString());
        Assert.Equal(file, told.GetProperty("files")[0].GetString());
    }

    [Theory]
    [InlineData("nothing-like-it", "nothing-like-it")]
    [InlineData("latest --out {root}", "is a folder")]
    [InlineData("latest --svg {root}/a --open", "--open")]
    public void Refuses_in_a_sentence(string words, string said)
    {
        Record("deep-sigmoid");

        var run = Call(words.Replace("{root}", _root, StringComparison.Ordinal).Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_file_only_with_signs_that_are_safe_in_one()
    {
        var hostile = new RunManifest { Id = Id, Name = "../../<script>/etc", Kind = RunKind.Train, Started = default };

        Assert.Equal("script--etc-bcdef1.html", ReportCommand.DefaultName(hostile));
        Assert.Equal("run-bcdef1.html", ReportCommand.DefaultName(hostile with { Name = "..." }));
    }

    CommandLineRun Call(params string[] words) => CommandLineRun.Of(() => throw new InvalidOperationException("A report examines nothing."), ["report", .. words, "--runs", Path.Combine(_root, "runs")]);

    void Record(string name, string recipe = "")
    {
        var folder = RunFolder.Create(
            Path.Combine(_root, "runs", "one"), new() { Id = Id, Name = name, Kind = RunKind.Train, Started = new(2025, 3, 4, 5, 6, 7, TimeSpan.Zero), Seed = 1 }, recipe);
        using var journal = JournalWriter.Create(folder);
        for (var step = 1; step <= 3; step++)
        {
            journal.Scalar(step, ScalarTags.Loss, 3.0 / step);
            journal.Reading(new StepReading { Step = step, Loss = 3.0 / step, Places = [Place("linear1", 1e-6), Place("linear2", 1)], Ledger = new([new("linear2", LinkKind.Weight, 1e-6)], 1) });
        }

        journal.Close(new(RunStatus.Finished, 3));
    }

    static PlaceReading Place(string name, double norm) =>
        new() { Name = name, Type = "Linear", Kind = LinkKind.Weight, Activation = TensorSummary.Of([0.5]), Gradient = TensorSummary.Of([norm]) };
}
