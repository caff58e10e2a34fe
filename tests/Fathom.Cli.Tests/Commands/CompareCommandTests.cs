using System.Text.Json;
using Fathom.Cli.Tests.Json;
using Fathom.Diagnoses;
using Fathom.Journal;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Cli.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("fathom-").FullName;

    public CompareCommandTests()
    {
        Record("ill", "layers: [ sigmoid ]", loss: 2.3, gain: 1e-6, new Finding { Id = "vanishing-gradient", Severity = Severity.Error, Place = "linear1", Step = 3, Summary = "It vanishes." });
        Record("cured", "layers: [ relu ]", loss: 0.5, gain: 0.1);
    }

    [Fact]
    public void Two_runs_stand_side_by_side_with_what_differs()
    {
        var (exitCode, output, _, _) = Run("compare", In("ill"), In("cured"));

        Assert.Equal(0, exitCode);
        Assert.Matches(@"loss, mean of steps 19-20 +2\.3000 +0\.5000", output);
        Assert.Matches(@"slope +-6\.00 +-1\.00 +\+5\.00", output);
        Assert.Matches("only in A +error +vanishing-gradient +at linear1", output);
        Assert.Contains("- layers: [ sigmoid ]", output, StringComparison.Ordinal);
        Assert.Contains("+ layers: [ relu ]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_beside_itself_differs_in_nothing()
    {
        var output = Run("compare", In("cured"), In("cured")).Out;

        Assert.Contains("none in either", output, StringComparison.Ordinal);
        Assert.Contains("the same", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Written_and_documented_fields_are_the_same()
    {
        using var json = JsonDocument.Parse(Run("compare", In("ill"), In("cured"), "--json", "-").Out);

        var written = JsonFields.Of(json.RootElement).Where(field => !field.Contains("[].left.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        Assert.Equal(JsonFields.Documented("fathom compare").Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("no-such-run", "There is no run 'no-such-run'")]
    [InlineData("/no/such/folder", "There is no folder")]
    public void A_word_that_means_no_run_is_refused_in_one_sentence(string word, string sentence)
    {
        var run = Run("compare", In("ill"), word);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static CommandLineRun Run(params string[] words) => CommandLineRun.Of(() => throw new InvalidOperationException("Nothing is examined."), words);

    string In(string name) => Path.Combine(_folder, name);

    void Record(string name, string recipe, double loss, double gain, params Finding[] findings)
    {
        var folder = RunFolder.Create(In(name), new() { Id = name, Name = name, Kind = RunKind.Train, Started = DateTimeOffset.UnixEpoch, Seed = 1 }, recipe);
        using var journal = JournalWriter.Create(folder);
        for (var step = 1; step <= 20; step++) journal.Scalar(step, ScalarTags.Loss, loss);
        journal.Reading(new StepReading { Step = 20, Loss = loss, Ledger = new ChainLedger([new Link("slope1", LinkKind.Slope, gain)]) });
        journal.Findings(20, findings);
        journal.Close(new RunEnd(RunStatus.Finished, 20));
    }
}
