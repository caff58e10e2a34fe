using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Recording;
using Fathom.Lab.Tests.Cures;
using Fathom.Recipes;
using Fathom.Runs;

namespace Fathom.Lab.Tests.Recording;

public sealed class RecordedCureTests : IDisposable
{
    static readonly Recipe Ill = BundledRecipes.Find("deep-sigmoid")!;
    readonly TemporaryFolder _folder = new();
    readonly RememberingRecorder _recorder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_search_leaves_the_untreated_run_every_candidate_and_its_end()
    {
        using var trials = new ScriptedTrials(order => order.Key.IsUntreated
            ? ScriptedTrials.Of(order, 2.3, "vanishing-gradient")
            : ScriptedTrials.Of(order, 1 + (0.01 * (order.Key.Seed % 7))));
        using var run = RunRecording.To(_recorder);

        var report = Cure.For(Ill, trials, new() { Run = run }, cancellation: Stop);

        Assert.Equal(CureVerdict.Cured, report.Verdict);
        Assert.Equal(report.Untreated!.Losses.Count, _recorder.Values(ScalarTags.Loss).DistinctBy(value => value.Step).Count());
        Assert.Equal("vanishing-gradient", _recorder.Diagnoses[^1].Findings[0].Id);
        var last = _recorder.Trials.GroupBy(trial => trial.Name, StringComparer.Ordinal).Select(told => told.Last()).ToList();
        Assert.Equal(report.Candidates.Count, last.Count);
        Assert.Equal(report.Candidates.Count(record => record.Standing == Standing.NotTried), last.Count(trial => trial.State == "not tried"));
        var proved = Assert.Single(last, trial => trial.State == "proved");
        Assert.Equal(report.Proof!.Candidate.Change.Label, proved.Name);
        Assert.DoesNotContain(last, trial => trial.Name.EndsWith(')') && char.IsAsciiDigit(trial.Name[^2]));
        Assert.Equal((2.3, true), (proved.Untreated, proved.Treated < 1.1));
        Assert.Equal(new RunEnd(RunStatus.Finished, report.Steps, report.Reason), Assert.Single(_recorder.Ends));
    }

    [Fact]
    public void The_cured_recipe_lies_in_the_runs_folder()
    {
        using var trials = new ScriptedTrials(order => order.Key.IsUntreated
            ? ScriptedTrials.Of(order, 2.3, "vanishing-gradient")
            : ScriptedTrials.Of(order, 1 + (0.01 * (order.Key.Seed % 7))));
        using var run = RunRecording.In(_folder.Path);

        var report = Cure.For(Ill, trials, new() { Run = run }, cancellation: Stop);

        Assert.Equal(report.Cured, RecipeFile.Load(Path.Combine(run.Folder!, "cured.yaml")));
        Assert.Equal(Ill, RecipeFile.Load(Path.Combine(run.Folder!, "recipe.yaml")));
    }

    [Fact]
    public void A_search_that_is_refused_before_its_first_trial_leaves_no_run()
    {
        using var trials = new ScriptedTrials(order => ScriptedTrials.Of(order, 2.3) with { Failure = new("The data is missing.", IsRefusal: true) });
        using var run = RunRecording.In(Path.Combine(_folder.Path, "runs"));

        Assert.Throws<DataException>(() => Cure.For(Ill, trials, new() { Run = run }, cancellation: Stop));

        Assert.Null(run.Folder);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "runs")));
    }

    public void Dispose() => _folder.Dispose();
}
