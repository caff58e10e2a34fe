using Fathom.Guards;
using Fathom.Lab.Recipes;
using Fathom.Lab.Recording;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Runs;
using Fathom.Torch;

namespace Fathom.Lab.Training;

/// <summary>Trains a recipe from its first step, or from a checkpoint, to its last: watched at little cost, and guarded.</summary>
public sealed class WholeTraining
{
    const double EvaluationShare = 0.1;

    // A backward pass costs about two forward passes.
    const long PassesPerStep = 3;

    readonly TrainOptions _options;
    readonly Trainer _trainer;
    readonly GradientMonitor _monitor;
    readonly AnswerKeeper? _answers;
    readonly CheckpointKeeper? _keeper;
    readonly CheckpointKeeper? _runKeeper;
    readonly IReadOnlyList<string> _guards;
    readonly Prognosis _prognosis;
    readonly long _resumedFrom;
    readonly List<GuardTally> _tallies;
    readonly List<HeldOutCheck> _heldOut = [];
    readonly CancellationToken _cancellation;

    WholeTraining(TrainOptions options, Trainer trainer, GradientMonitor monitor, IReadOnlyList<string> guards, List<GuardTally> tallies, CancellationToken cancellation)
    {
        (_options, _trainer, _monitor, _guards, _tallies, _cancellation) = (options, trainer, monitor, guards, tallies, cancellation);
        _answers = options.AnswersTo is { } answers ? new AnswerKeeper(answers, trainer) : null;
        if (options.SaveTo is { } file) _keeper = new CheckpointKeeper(file, CheckpointRhythm.Steps(options.SaveEvery), trainer, monitor, guards);
        if (options.Run?.CheckpointFile is { } checkpoint) _runKeeper = new CheckpointKeeper(checkpoint, RunRhythm(options), trainer, monitor, guards);
        _prognosis = Examiner.PrognosisOf(trainer);
        _resumedFrom = trainer.Steps;
    }

    /// <summary>Trains <paramref name="recipe"/>.</summary>
    /// <param name="recipe">What to train; null: what the checkpoint was made of.</param>
    /// <param name="options">What is done otherwise than the recipe says; null: nothing.</param>
    /// <param name="cancellation">Ends the training after the running step; what was done is told, and kept where a file for it was named.</param>
    /// <exception cref="ArgumentException">There is neither a recipe nor a checkpoint, or a guard is not known.</exception>
    /// <exception cref="CheckpointException">The checkpoint is of another recipe, or has no step left to take.</exception>
    /// <exception cref="RecipeException">The recipe's layers do not fit together or into memory.</exception>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot work on this machine.</exception>
    public static TrainingReport Run(Recipe? recipe, TrainOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new TrainOptions();
        var planned = options.ApplyTo(recipe ?? options.Resume?.Recipe ?? throw new ArgumentException("A training needs a recipe or a checkpoint.", nameof(recipe)));
        var names = options.Guards ?? options.Resume?.Guards ?? ["skip-non-finite"];
        _ = GuardWords.Of(names);
        _ = options.Resume?.StepsLeft(planned);
        try
        {
            using var trainer = new Trainer(planned, cancellation);
            return Train(trainer, options, names, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new TrainingReport { Examination = Examiner.Nothing(planned), Guards = names, CheckpointFile = options.SaveTo, ResumedFrom = options.Resume?.Step ?? 0 };
        }
    }

    /// <summary>Trains what a trainer holds, to the end of its recipe.</summary>
    internal static TrainingReport Train(Trainer trainer, TrainOptions options, IReadOnlyList<string> guards, CancellationToken cancellation)
    {
        options.Resume?.RestoreTo(trainer);
        options.Run?.Begin(RunKind.Train, trainer.Recipe, trainer.Recipe.Training.Steps, trainer.Steps);
        var tallies = new List<GuardTally>();
        using var monitor = GradientMonitor.Attach(trainer.Module, trainer.Optimizer, new()
        {
            Guards = GuardWords.Of(guards),
            Facts = KnownFacts.Of(trainer.Recipe, trainer.Dataset.Training, trainer.Dataset.Classes),
            Diagnoses = options.Diagnoses,
            OnGuardEvent = happened => Hear(tallies, happened, options),
            Recorder = options.Run?.Recorder,
            Every = options.WatchEvery,
        });
        options.Resume?.RestoreTo(monitor);
        try
        {
            return new WholeTraining(options, trainer, monitor, guards, tallies, cancellation).Train();
        }
        catch (Exception fault)
        {
            options.Run?.End(new RunEnd(RunStatus.Failed, trainer.Steps, fault.Message));
            throw;
        }
    }

    static CheckpointRhythm RunRhythm(TrainOptions options) =>
        options.SaveEvery is { } steps ? CheckpointRhythm.Steps(steps) : CheckpointRhythm.Every(options.CheckpointPause, options.Time);

    static void Hear(List<GuardTally> tallies, GuardEvent happened, TrainOptions options)
    {
        GuardTally.Add(tallies, happened);
        options.OnGuardEvent?.Invoke(happened);
    }

    TrainingReport Train()
    {
        var all = _trainer.Recipe.Training.Steps;
        var interval = EvaluationInterval(all);
        TrainingOutcome? outcome = null;
        string? failure = null;
        _runKeeper?.AtTheStart();
        try
        {
            outcome = _trainer.RunGuarded(all - _resumedFrom, _monitor, _ => AfterStep(all, interval), _cancellation);
            failure = FailureOf(outcome);
        }
        catch (DataException fault)
        {
            failure = fault.Message;
        }

        // Where the data failed, the weights are as good as those of any other step; where roll-back gave up, it has put healthy ones back.
        var areGood = outcome is null || _tallies.Exists(tally => tally.First is { Guard: "roll-back", Action: GuardAction.Stopped });
        _answers?.AtTheEnd();
        _keeper?.AtTheEnd(hasFailed: failure is not null && !areGood);
        _runKeeper?.AtTheEnd(hasFailed: failure is not null && !areGood);
        var report = Report(outcome, failure);
        EndRun(report, outcome);
        return report;
    }

    void AfterStep(long all, long interval)
    {
        var step = _trainer.Steps;
        _options.OnStep?.Invoke(new StepProgress(step, all, _trainer.LastLoss));
        if (step < all && step % interval == 0) Evaluate();
        _answers?.AfterStep(step);
        _keeper?.AfterStep(step, _trainer.LastLoss);
        _runKeeper?.AfterStep(step, _trainer.LastLoss);
    }

    HeldOutResult? Evaluate()
    {
        if (_trainer.Evaluate(_cancellation) is not { } result) return null;
        var point = new HeldOutCheck(_trainer.Steps, result);
        _heldOut.Add(point);
        _options.Run?.Tell(point, static (recorder, check) => RunRecording.HeldOut(recorder, check.Step, check.Result.Loss, check.Result.Accuracy));
        _options.OnHeldOut?.Invoke(point);
        return result;
    }

    /// <summary>Ten times in a training, or as often as a tenth of its time pays for.</summary>
    long EvaluationInterval(long all)
    {
        var samples = _trainer.Dataset.HeldOut?.Count ?? 0;
        var perStep = PassesPerStep * Math.Min(_trainer.Recipe.Training.Batch, _trainer.Dataset.Training.Count);
        return Math.Max(1, Math.Max((all + 9) / 10, (long)Math.Ceiling(samples / (EvaluationShare * perStep))));
    }

    string? FailureOf(TrainingOutcome outcome)
    {
        if (outcome.StopReason is { } reason) return reason;
        return outcome.Lost
            ? FormattableString.Invariant($"The loss was not finite in the last {Trainer.StepsAfterLoss + 1} steps, up to step {_trainer.Steps}: the training is lost.")
            : null;
    }

    /// <summary>Writes what the findings are in the end, and how it ended.</summary>
    void EndRun(TrainingReport report, TrainingOutcome? outcome)
    {
        if (_options.Run is not { } run) return;
        run.CheckpointStep = _runKeeper?.WrittenStep ?? run.CheckpointStep;
        if (_runKeeper is { DiskRefused: true, Problem: { } problem }) run.Note(problem);
        var status = (outcome, report.Failure) switch
        {
            ({ StopReason: not null } or { Interrupted: true }, _) => RunStatus.Interrupted,
            (_, not null) => RunStatus.Failed,
            _ => RunStatus.Finished,
        };
        run.Tell((_trainer.Steps, report.Examination.Findings), static (recorder, told) => recorder.Findings(told.Steps, told.Findings));
        run.End(new RunEnd(status, _trainer.Steps, report.Failure ?? ""));
    }

    TrainingReport Report(TrainingOutcome? outcome, string? failure)
    {
        var findings = _monitor.Diagnose();
        var heldOut = Evaluate();
        using var end = Checkpoint.Of(_trainer);
        return new TrainingReport
        {
            Examination = new Examination
            {
                Recipe = _trainer.Recipe,
                Steps = _trainer.Steps,
                Loss = new LossRecord(_trainer.FirstLoss, _trainer.LastLoss, heldOut?.Loss, heldOut?.Accuracy),
                History = _monitor.History,
                Findings = findings,
                GradientPath = _monitor.GradientPath,
                Interrupted = outcome is { Interrupted: true },
                Prognosis = _prognosis,
            },
            ResumedFrom = _resumedFrom,
            Failure = failure,
            WeightsAreFinite = end.IsFinite,
            HeldOut = _heldOut,
            Guards = _guards,
            GuardTallies = _tallies,
            GuardEvents = _monitor.GuardEvents,
            SkippedSteps = _monitor.SkippedSteps,
            CheckpointFile = _options.SaveTo,
            CheckpointStep = _keeper?.WrittenStep,
            CheckpointProblem = _keeper?.Problem,
        };
    }
}
