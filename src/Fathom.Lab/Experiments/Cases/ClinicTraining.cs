using Fathom.Lab.Experiments.ReferenceRules;
using Fathom.Lab.Training;
using Fathom.Ledger;
using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>Trains a case under the monitor and asks again and again what ails it.</summary>
static class ClinicTraining
{
    const long EachStepUntil = 20;
    const long ThenEvery = 10;

    /// <summary>The run of <paramref name="case"/>; null where it was interrupted.</summary>
    public static ClinicRun? Run(ClinicCase @case, long seed, CancellationToken cancellation)
    {
        using var trainer = new Trainer(@case.Recipe with { Seed = seed }, cancellation);
        var loss = trainer.Loss;
        @case.Arrange?.Invoke(trainer);
        // Who trains by a loss of his own tells the monitor nothing of it.
        var facts = trainer.Loss == loss ? KnownFacts.Of(trainer.Recipe, trainer.Dataset.Training, trainer.Dataset.Classes) : new TrainingFacts();
        using var own = @case.Optimizer?.Invoke(trainer);
        var optimizer = own ?? trainer.Optimizer;
        if (@case.WarmSteps > 0 && trainer.Run(@case.WarmSteps, _ => optimizer.step(), cancellation: cancellation).Interrupted) return null;

        using var monitor = GradientMonitor.Attach(trainer.Module, optimizer, new() { Every = 1, Facts = facts, PlannedSteps = @case.Steps });
        var run = new ClinicRun(@case, AllRules.List);
        var outcome = trainer.Run(@case.Steps, lossOfStep => Watch(monitor, run, lossOfStep, trainer.LastClip.Factor), cancellation: cancellation);
        if (outcome.Interrupted) return null;
        run.Hear(monitor.Diagnose(), monitor.Steps);
        run.Learnt = Learning.Of(trainer, cancellation);
        return run;
    }

    static void Watch(GradientMonitor monitor, ClinicRun run, Tensor loss, double clipFactor)
    {
        monitor.Step(loss, clipFactor);
        if (monitor.History.Latest is { } reading && reading.Step == monitor.Steps) run.Hear(reading);
        if (monitor.Steps <= EachStepUntil || monitor.Steps % ThenEvery == 0) run.Hear(monitor.Diagnose(), monitor.Steps);
    }
}
