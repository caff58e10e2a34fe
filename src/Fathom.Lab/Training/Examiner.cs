using Fathom.Lab.Datasets;
using Fathom.Lab.Recipes;
using Fathom.Lab.Recording;
using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Runs;
using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Trains a recipe for a few steps under probes and says what they showed.</summary>
public static class Examiner
{
    /// <summary>Examines <paramref name="recipe"/>.</summary>
    /// <param name="recipe">What to examine.</param>
    /// <param name="options">What is done otherwise than the recipe says; null: nothing, for 40 steps.</param>
    /// <param name="onStep">Told after each step, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the training after the running step; the examination tells of the steps that were taken, none
    /// where the data was still being read, and nothing of the data held out.</param>
    /// <exception cref="RecipeException">The recipe's layers do not fit together or into memory.</exception>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot work on this machine.</exception>
    public static Examination Run(
        Recipe recipe, ExamineOptions? options = null, Action<StepProgress>? onStep = null, CancellationToken cancellation = default)
    {
        options ??= new ExamineOptions();
        var examined = options.ApplyTo(recipe);
        try
        {
            using var trainer = new Trainer(examined, cancellation);
            return Train(trainer, options, onStep, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Nothing(examined);
        }
    }

    static Examination Train(Trainer trainer, ExamineOptions options, Action<StepProgress>? onStep, CancellationToken cancellation)
    {
        options.Run?.Begin(RunKind.Examine, trainer.Recipe, options.StepsOf(trainer.Recipe));
        // No guard: an examination shows what the recipe does when nobody interferes.
        using var monitor = GradientMonitor.Attach(
            trainer.Module, trainer.Optimizer,
            new()
            {
                Every = 1, Guards = [], Facts = KnownFacts.Of(trainer.Recipe, trainer.Dataset.Training, trainer.Dataset.Classes), Diagnoses = options.Diagnoses,
                Recorder = options.Run?.Recorder,
            });
        try
        {
            var outcome = trainer.Run(options.StepsOf(trainer.Recipe), loss => monitor.Step(loss, trainer.LastClip.Factor), onStep, cancellation);
            var examination = Report(trainer, monitor, outcome, cancellation);
            EndRun(options.Run, examination, outcome);
            return examination;
        }
        catch (Exception fault)
        {
            options.Run?.End(new RunEnd(RunStatus.Failed, trainer.Steps, fault.Message));
            throw;
        }
    }

    static void EndRun(RunRecording? run, Examination examination, TrainingOutcome outcome)
    {
        run?.Tell(examination, static (recorder, seen) =>
        {
            if (seen.Loss.HeldOut is { } heldOut) RunRecording.HeldOut(recorder, seen.Steps, heldOut, seen.Loss.Accuracy);
            recorder.Findings(seen.Steps, seen.Findings);
        });
        var status = outcome.Interrupted ? RunStatus.Interrupted : outcome.Lost ? RunStatus.Failed : RunStatus.Finished;
        run?.End(new RunEnd(status, examination.Steps, outcome.Lost ? "The loss was no longer finite." : ""));
    }

    static Examination Report(Trainer trainer, GradientMonitor monitor, TrainingOutcome outcome, CancellationToken cancellation)
    {
        var findings = monitor.Diagnose();
        var heldOut = trainer.Evaluate(cancellation);
        return new Examination
        {
            Recipe = trainer.Recipe,
            Steps = outcome.Steps,
            Loss = new LossRecord(outcome.FirstLoss, outcome.LastLoss, heldOut?.Loss, heldOut?.Accuracy),
            History = monitor.History,
            Findings = findings,
            GradientPath = monitor.GradientPath,
            Interrupted = outcome.Interrupted,
            Prognosis = PrognosisOf(trainer),
        };
    }

    /// <summary>What theory expects, given the size of the data.</summary>
    internal static Prognosis PrognosisOf(Trainer trainer) => Prognosis.Of(trainer.Recipe, new() { InputMeanSquare = MeanSquare(trainer.Dataset) });

    /// <summary>The mean square of the training data's numbers; null where they say nothing about a network's signal.</summary>
    static double? MeanSquare(Dataset data)
    {
        using var scope = NewDisposeScope();
        var square = data.Training.Features.to(float64).square().mean().item<double>();
        return square > 0 ? square : null;
    }

    /// <summary>What is known of a recipe whose data was still being read: nothing.</summary>
    internal static Examination Nothing(Recipe recipe) => new()
    {
        Recipe = recipe,
        Steps = 0,
        Loss = new LossRecord(double.NaN, double.NaN, HeldOut: null, Accuracy: null),
        History = new ReadingHistory(),
        Findings = [],
        GradientPath = "none",
        Interrupted = true,
    };
}
