using Fathom.Lab.Recipes;
using Fathom.Lab.Recording;
using Fathom.Lab.Training;
using Fathom.Runs;

namespace Fathom.Lab.Tests.Recording;

public sealed class RecordedTrainingTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly RememberingRecorder _recorder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_whole_training_leaves_losses_held_out_checks_findings_and_its_end()
    {
        using var run = RunRecording.To(_recorder);

        var report = WholeTraining.Run(Some.Recipe(steps: 60), new() { Run = run }, Stop);

        Assert.Equal(Enumerable.Range(1, 60).Select(step => (long)step), _recorder.Values(ScalarTags.Loss).Select(value => value.Step));
        Assert.Equal(report.HeldOut.Select(check => (check.Step, check.Result.Loss)), _recorder.Values(ScalarTags.HeldOutLoss));
        Assert.Equal(report.HeldOut.Select(check => check.Result.Accuracy!.Value), _recorder.Values(ScalarTags.HeldOutAccuracy).Select(value => value.Value));
        Assert.Equal(report.Examination.History.Count, _recorder.Readings.Count);
        Assert.Same(report.Examination.Findings, _recorder.Diagnoses[^1].Findings);
        Assert.Equal(new RunEnd(RunStatus.Finished, 60), Assert.Single(_recorder.Ends));
    }

    [Fact]
    public void Recording_changes_nothing_of_the_training()
    {
        var (bare, recorded, failing) = (Path.Combine(_folder.Path, "bare"), Path.Combine(_folder.Path, "recorded"), Path.Combine(_folder.Path, "failing"));
        using var run = RunRecording.In(Path.Combine(_folder.Path, "runs"));
        using var broken = RunRecording.To(new RememberingRecorder { Throws = true });

        WholeTraining.Run(Some.Recipe(steps: 60), new() { SaveTo = bare }, Stop);
        WholeTraining.Run(Some.Recipe(steps: 60), new() { SaveTo = recorded, Run = run, SaveEvery = 7 }, Stop);
        WholeTraining.Run(Some.Recipe(steps: 60), new() { SaveTo = failing, Run = broken }, Stop);

        Assert.Equal(File.ReadAllBytes(bare), File.ReadAllBytes(recorded));
        Assert.Equal(File.ReadAllBytes(bare), File.ReadAllBytes(failing));
        Assert.Equal(File.ReadAllBytes(bare), File.ReadAllBytes(Path.Combine(run.Folder!, "checkpoint")));
        Assert.Contains("No space left", broken.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_is_stopped_was_interrupted_and_one_that_is_lost_has_failed()
    {
        using var stop = new CancellationTokenSource();
        var lost = new RememberingRecorder();
        using var first = RunRecording.To(_recorder);
        using var second = RunRecording.To(lost);

        WholeTraining.Run(Some.Recipe(steps: 60), new() { Run = first, OnStep = step => { if (step.Step == 9) stop.Cancel(); } }, stop.Token);
        var report = WholeTraining.Run(BundledRecipes.Find("exploding-mlp")!, new() { Run = second, Guards = [] }, Stop);

        Assert.Equal(new RunEnd(RunStatus.Interrupted, 9), Assert.Single(_recorder.Ends));
        Assert.Equal(new RunEnd(RunStatus.Failed, report.Examination.Steps, report.Failure!), Assert.Single(lost.Ends));
    }

    [Fact]
    public void A_recipe_whose_data_is_missing_leaves_no_run()
    {
        var runs = Path.Combine(_folder.Path, "runs");
        using var run = RunRecording.In(runs);
        var recipe = Some.Recipe() with { Data = new Fathom.Recipes.Idx { Path = Path.Combine(_folder.Path, "nowhere") } };

        Assert.Throws<DataException>(() => WholeTraining.Run(recipe, new() { Run = run }, Stop));

        Assert.False(Directory.Exists(runs));
        Assert.Null(run.Folder);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_and_ends_no_training()
    {
        var taken = _folder.Write("runs", "a file where the folder would be");
        using var run = RunRecording.In(taken);

        var report = WholeTraining.Run(Some.Recipe(steps: 10), new() { Run = run }, Stop);

        Assert.Equal(10, report.Examination.Steps);
        Assert.Null(run.Folder);
        Assert.Contains(taken, run.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_checkpoint_from_the_first_moment_and_every_so_many_steps()
    {
        var seen = new List<long>();
        using var run = RunRecording.At(Path.Combine(_folder.Path, "run"));

        WholeTraining.Run(Some.Recipe(steps: 20), new() { Run = run, SaveEvery = 8, OnStep = _ => seen.Add(StepIn(run)) }, Stop);

        // The step is told before its checkpoint is written.
        Assert.Equal([.. Enumerable.Repeat(0L, 8), .. Enumerable.Repeat(8L, 8), .. Enumerable.Repeat(16L, 4)], seen);
        Assert.Equal((20L, 20L), (StepIn(run), run.CheckpointStep));
    }

    [Fact]
    public void A_run_that_goes_on_with_more_steps_says_how_many_there_are_now()
    {
        var path = Path.Combine(_folder.Path, "run");
        using (var first = RunRecording.At(path)) WholeTraining.Run(Some.Recipe(steps: 20), new() { Run = first }, Stop);
        var id = Journal.RunFolder.Open(path).Manifest.Id;

        using (var checkpoint = Checkpoint.Load(Path.Combine(path, "checkpoint")))
        using (var second = RunRecording.Resuming(Journal.RunFolder.Open(path)))
            WholeTraining.Run(recipe: null, new() { Run = second, Resume = checkpoint, Steps = 30 }, Stop);

        var view = Journal.RunReader.Read(path);
        Assert.Equal((id, 30L, 30L, RunStatus.Finished), (view.Manifest.Id, view.Manifest.PlannedSteps, view.Step, view.Status));
        Assert.Equal(30, RecipeFile.Load(Path.Combine(path, "recipe.yaml")).Training.Steps);
        Assert.Equal(30, view.Scalars[ScalarTags.Loss].Sum(block => block.Values.Count));
    }

    [Fact]
    public void An_examination_leaves_every_reading_and_its_end()
    {
        using var run = RunRecording.To(_recorder);

        var examination = Examiner.Run(Some.Recipe(), new() { Run = run, Steps = 12 }, cancellation: Stop);

        Assert.Equal(examination.History.Readings, _recorder.Readings);
        Assert.Equal([(12L, examination.Loss.HeldOut!.Value)], _recorder.Values(ScalarTags.HeldOutLoss));
        Assert.Same(examination.Findings, _recorder.Diagnoses[^1].Findings);
        Assert.Equal(new RunEnd(RunStatus.Finished, 12), Assert.Single(_recorder.Ends));
    }

    [Fact]
    public void A_run_folder_is_named_after_time_recipe_and_id_and_says_what_is_trained()
    {
        using var run = RunRecording.In(_folder.Path);

        WholeTraining.Run(Some.Recipe(seed: 5, steps: 10), new() { Run = run }, Stop);

        var manifest = Journal.RunFolder.Open(run.Folder!).Manifest;
        Assert.Equal(("some", RunKind.Train, 5L, 10L), (manifest.Name, manifest.Kind, manifest.Seed, manifest.PlannedSteps));
        Assert.Equal($"{manifest.Started.UtcDateTime:yyyyMMdd-HHmmss}-some-{manifest.Id[^8..]}", Path.GetFileName(run.Folder));
        Assert.Equal(["dotnet", "fathom", "libtorch", "torchsharp"], manifest.Versions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Some.Recipe(seed: 5, steps: 10), RecipeFile.Load(Path.Combine(run.Folder!, "recipe.yaml")));
    }

    public void Dispose() => _folder.Dispose();

    static long StepIn(RunRecording run)
    {
        using var checkpoint = Checkpoint.Load(Path.Combine(run.Folder!, "checkpoint"));
        return checkpoint.Step;
    }
}
