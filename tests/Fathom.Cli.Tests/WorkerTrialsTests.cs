using System.Diagnostics;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Lab.Trials.Workers;
using Fathom.Recipes;

namespace Fathom.Cli.Tests;

/// <summary>Trials in processes of this very program.</summary>
public class WorkerTrialsTests
{
    static readonly Recipe Unscaled = BundledRecipes.Find("unscaled-input")!;

    [Fact]
    public void A_search_over_two_processes_finds_what_one_in_this_process_finds()
    {
        using var workers = new WorkerTrials(LabCurer.StartOfWorker, jobs: 2);

        var apart = Cure.For(Unscaled, workers, cancellation: TestContext.Current.CancellationToken);
        var together = Cure.For(Unscaled, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Cured, together.Verdict);
        Assert.Equal(together.Cured, apart.Cured);
        Assert.Equal(together.Proof!.Pairs, apart.Proof!.Pairs);
        Assert.Equal(together.Steps, apart.Steps);
        Assert.Equal(together.Candidates.Select(record => (record.Standing, record.Reason)), apart.Candidates.Select(record => (record.Standing, record.Reason)));
        Assert.Equal(together.Candidates.Select(record => record.Trial?.Losses ?? []), apart.Candidates.Select(record => record.Trial?.Losses ?? []));
    }

    [Fact]
    public void A_search_in_place_over_two_processes_finds_what_one_in_this_process_finds()
    {
        var checkpoint = Path.Combine(Directory.CreateTempSubdirectory("fathom-").FullName, "half");
        using (var trainer = new Trainer(HalfTrained.DeepSigmoid)) HalfTrained.Save(trainer, checkpoint, 500);
        using var workers = new WorkerTrials(LabCurer.StartOfWorker, jobs: 2);

        var apart = Cure.For(null, workers, new CureOptions { InPlace = checkpoint }, cancellation: TestContext.Current.CancellationToken);
        var together = Cure.For(null, new CureOptions { InPlace = checkpoint }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(CureVerdict.Cured, together.Verdict);
        Assert.Equal((together.Cured, together.Steps, together.Start), (apart.Cured, apart.Steps, apart.Start));
        Assert.Equal(together.Proof!.Pairs, apart.Proof!.Pairs);
        Assert.Equal(together.Candidates.Select(record => record.Trial?.Losses ?? []), apart.Candidates.Select(record => record.Trial?.Losses ?? []));
        Assert.Equal(together.Candidates.Select(record => record.Trial?.Inheritance), apart.Candidates.Select(record => record.Trial?.Inheritance));
        Directory.Delete(Path.GetDirectoryName(checkpoint)!, recursive: true);
    }

    [Fact]
    public void A_worker_that_dies_is_a_failed_trial_and_the_others_are_run()
    {
        var started = 0;
        using var workers = new WorkerTrials(() => ++started == 1 ? new ProcessStartInfo("sh", ["-c", "read line; echo out of luck >&2; exit 7"]) : LabCurer.StartOfWorker(), jobs: 1);

        var trials = workers.Run([new(1, Unscaled, 3), new(2, Unscaled, 3)], cancellation: TestContext.Current.CancellationToken);

        Assert.Contains("exit code 7", trials[0].Failure!.Reason, StringComparison.Ordinal);
        Assert.False(trials[0].Failure!.IsRefusal);
        Assert.Null(trials[1].Failure);
        Assert.Equal(3, trials[1].Steps);
    }

    [Fact]
    public void A_trial_goes_on_in_the_worker_that_began_it()
    {
        using var workers = new WorkerTrials(LabCurer.StartOfWorker, jobs: 1);

        _ = workers.Run([new(0, Unscaled, 2)], cancellation: TestContext.Current.CancellationToken);
        var trial = workers.Run([new(0, Unscaled, 5)], cancellation: TestContext.Current.CancellationToken)[0];

        Assert.Equal([2L, 5], trial.HeldOut.Select(point => point.Step));
    }

    [Fact]
    public void Cancelling_ends_the_workers_at_once()
    {
        using var stop = new CancellationTokenSource();
        using var workers = new WorkerTrials(LabCurer.StartOfWorker, jobs: 1);
        var endless = BundledRecipes.Find("healthy-mlp")!;

        Assert.Throws<OperationCanceledException>(() => workers.Run([new(0, endless, 1_000_000)], _ => stop.Cancel(), stop.Token));

        Assert.Empty(workers.ProcessIds);
    }

    [Fact]
    public void A_worker_ends_when_nobody_gives_it_orders_any_more()
    {
        var start = LabCurer.StartOfWorker();
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.UseShellExecute) = (true, true, false);
        using var worker = Process.Start(start)!;

        worker.StandardInput.Close();

        Assert.True(worker.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, worker.ExitCode);
    }
}
