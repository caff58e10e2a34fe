using Fathom.Diagnoses;
using Fathom.Lab.Training;
using Fathom.Ledger;
using Fathom.Torch;

namespace Fathom.Lab.Trials;

/// <summary>A trial whose network, optimizer, data and probes are alive, so that it can go on from where it paused.</summary>
/// <remarks>
/// What it computes depends on its recipe and on where it pauses, and on nothing that runs beside it: torch's global generator and the
/// number of threads are its own while it works. Every step is read: what is found must not depend on how fast the machine is.
/// </remarks>
sealed class LiveTrial : IDisposable
{
    // The size that weights have at a checkpoint is not the one that they began with; units that are alike still are.
    static readonly IReadOnlyList<IDiagnosis> OfGoingOn =
        [.. AllDiagnoses.List.Select(diagnosis => diagnosis is PoorInitialization beginning ? beginning with { ToleratedDecades = double.MaxValue } : diagnosis)];

    readonly GeneratorState _generator = new();
    readonly List<double> _losses = [];
    readonly List<HeldOutPoint> _heldOut = [];
    readonly TrialKey _key;
    Trainer? _trainer;
    GradientMonitor? _monitor;
    Inheritance? _inheritance;
    double? _heldOutBaseline;
    bool _isLost;

    /// <summary>Loads the data, builds the network and attaches the probes.</summary>
    /// <param name="order">What is trained; the steps that its recipe has left are what the findings are weighed by.</param>
    /// <param name="checkpoint">Where it begins; null: anew.</param>
    /// <param name="cancellation">Looked at while the data is read.</param>
    public LiveTrial(TrialOrder order, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        _key = order.Key;
        try
        {
            _generator.With(() => Begin(order, checkpoint, cancellation));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Goes on until <paramref name="steps"/> steps were taken in all, and measures on the data held out.</summary>
    public Trial ContinueTo(long steps, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        _generator.With(() => Go(steps, onProgress, cancellation));
        return State();
    }

    public void Dispose()
    {
        _monitor?.Dispose();
        _trainer?.Dispose();
        _generator.Dispose();
    }

    void Begin(TrialOrder order, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        if (checkpoint is null) _trainer = new Trainer(order.Recipe, cancellation);
        else (_trainer, _inheritance) = Continuation.Of(checkpoint, order.Recipe, order.Start!.KeepsFunction, cancellation);
        if (_trainer.Dataset.HeldOut is { } heldOut) _heldOutBaseline = KnownFacts.Of(order.Recipe, heldOut, _trainer.Dataset.Classes).BaselineLoss;
        var facts = KnownFacts.Of(order.Recipe, _trainer.Dataset.Training, _trainer.Dataset.Classes) with { PlannedSteps = order.Recipe.Training.Steps - _trainer.Steps };
        _monitor = GradientMonitor.Attach(_trainer.Module, _trainer.Optimizer, new() { Every = 1, Facts = facts, Diagnoses = checkpoint is null ? AllDiagnoses.List : OfGoingOn });
    }

    void Go(long steps, Action<TrialProgress>? onProgress, CancellationToken cancellation)
    {
        if (_isLost || steps <= _losses.Count) return;
        var outcome = _trainer!.Run(steps - _losses.Count, loss => _monitor!.Step(loss, _trainer.LastClip.Factor), step => Note(step, onProgress), cancellation);
        cancellation.ThrowIfCancellationRequested();
        _isLost = outcome.Lost;
        if (_trainer.Evaluate(cancellation) is { } result) _heldOut.Add(new HeldOutPoint(_losses.Count, result.Loss, result.Accuracy));
        cancellation.ThrowIfCancellationRequested();
    }

    void Note(StepProgress step, Action<TrialProgress>? onProgress)
    {
        _losses.Add(step.Loss);
        onProgress?.Invoke(new TrialProgress(_key, _losses.Count, step.Loss));
    }

    Trial State()
    {
        var history = _monitor!.History;
        var telling = history.Readings.LastOrDefault(reading => reading.Ledger.Links.Any(link => link.Counts)) ?? history.Latest;
        return new Trial
        {
            Key = _key,
            Losses = [.. _losses],
            HeldOut = [.. _heldOut],
            Findings = _monitor.Diagnose(),
            Ledger = telling?.Ledger ?? ChainLedger.Empty,
            BaselineLoss = history.Facts.BaselineLoss,
            HeldOutBaselineLoss = _heldOutBaseline,
            IsLost = _isLost,
            Inheritance = _inheritance,
        };
    }
}
