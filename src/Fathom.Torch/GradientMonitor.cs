using System.Diagnostics;
using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Fathom.Torch.Guards;
using Fathom.Torch.Outlets;
using Fathom.Torch.Probes;
using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>Watches the training of a module: what its gradients do, layer by layer, and what ails them.</summary>
/// <remarks>
/// <para>Watching changes no number of the training, keeps no tensor beyond the step, and never ends a training: where reading fails, it stops
/// reading and says so among its findings. Only guards interfere, and say so as events; of those one is on by default,
/// <see cref="SkipNonFinite"/>, which acts where NaN or infinity would reach the weights, and nowhere else.</para>
/// <para>Modules are heard when they are called through <c>call()</c>; TorchSharp runs no hooks for <c>forward()</c>.</para>
/// <para>One monitor belongs to one training thread. Wrap every step in a <c>NewDisposeScope()</c>, as TorchSharp asks for.</para>
/// </remarks>
public sealed class GradientMonitor : IDisposable
{
    /// <summary>The name of the meter that tells a training's numbers to OpenTelemetry and other listeners in the process.</summary>
    public const string MeterName = "Fathom";

    readonly MonitorOptions _options;
    readonly optim.Optimizer? _optimizer;
    readonly StepReader _reader;
    readonly ReadingSchedule _schedule;
    readonly MonitorFindings _notes = new();
    readonly GuardRounds? _guards;
    readonly MonitorOutlets _outlets;
    readonly LiveDiagnosis _live;
    readonly WatchedRun? _run;
    bool _isDisposed;
    long _stepBegan = Stopwatch.GetTimestamp();

    GradientMonitor(nn.Module model, optim.Optimizer? optimizer, MonitorOptions options)
    {
        _options = options;
        _optimizer = optimizer;
        _schedule = new ReadingSchedule(options.OverheadBudget, options.Every);
        History = new ReadingHistory(
            options.HistoryCapacity, options.Facts with { PlannedSteps = options.PlannedSteps ?? options.Facts.PlannedSteps });
        _run = options.RunFolder is { } folder ? new WatchedRun(folder, History.Facts.PlannedSteps, Diagnose, () => StopReason, options.Time) : null;
        _outlets = MonitorOutlets.Of(options, _run, _notes);
        _live = new LiveDiagnosis(History, Diagnose, _outlets, _notes);
        try
        {
            _reader = new StepReader(model, optimizer, options, _notes, _outlets.Failure);
            _guards = GuardRounds.Of(model, optimizer, options, Hear);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What was seen so far.</summary>
    public ReadingHistory History { get; }

    /// <summary>How many steps were taken under the monitor.</summary>
    public long Steps { get; private set; }

    /// <summary>True while the step in progress is read; the schedule decides (see <see cref="MonitorOptions"/>).</summary>
    public bool IsReading => _reader.IsListening;

    /// <summary>How gradients are read: "native hooks" (libtorch's own) or "identity functions" in the graph.</summary>
    public string GradientPath => _reader.GradientPath;

    /// <summary>What the guards did, the oldest first; of many the latest (<see cref="MonitorOptions.GuardEventCapacity"/>).</summary>
    public IReadOnlyList<GuardEvent> GuardEvents => _guards?.Events ?? [];

    /// <summary>How many steps guards kept from the optimizer.</summary>
    public long SkippedSteps => _guards?.Skipped ?? 0;

    /// <summary>True where the last step was kept from the optimizer, or undone.</summary>
    public bool LastStepWasSkipped { get; private set; }

    /// <summary>True once a guard has found that the training should end; the loop decides.</summary>
    public bool ShouldStop => StopReason is not null;

    /// <summary>Why the training should end, in a sentence; null while it need not.</summary>
    public string? StopReason => _guards?.StopReason;

    /// <summary>What guards multiply the learning rates by in each step, above 0 to 1; 1 unless they have lowered them.</summary>
    public double LearningRateFactor => _guards?.RateFactor ?? 1;

    /// <summary>The folder that the run is recorded in, as a full path; null before the first step, and where <see cref="MonitorOptions.RunFolder"/> names none.</summary>
    public string? RunFolder => _run?.Folder;

    /// <summary>Begins to watch <paramref name="model"/>.</summary>
    /// <param name="model">Any module; it and everything below it is probed.</param>
    /// <param name="optimizer">
    /// The optimizer whose <c>step()</c> the monitor is to call; null where the caller steps on its own, after
    /// <see cref="Step(Tensor?)"/>: updates are then not measured, and no guard is on duty.
    /// </param>
    /// <param name="options">How to watch; the defaults when null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentException">The optimizer is an LBFGS, which asks for several gradients in a step; or there are guards beside <see cref="SkipNonFinite"/>, but no optimizer to keep steps from.</exception>
    public static GradientMonitor Attach(nn.Module model, optim.Optimizer? optimizer = null, MonitorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (optimizer is not null) OptimizerMemory.RequireOneGradient(optimizer);
        return new GradientMonitor(model, optimizer, options ?? new MonitorOptions());
    }

    /// <summary>Reads the step whose <c>backward()</c> has just run, has the guards judge it, and lets the optimizer take it.</summary>
    /// <param name="loss">The loss, a tensor of one number; null where there is none to show.</param>
    /// <exception cref="TrainingStoppedException">A guard that was told to raise found that the training should end.</exception>
    public void Step(Tensor? loss) => Step(loss, clipFactor: 1);

    /// <summary>The same, where the loop has clipped the gradients itself.</summary>
    /// <param name="loss">The loss, a tensor of one number; null where there is none to show.</param>
    /// <param name="clipFactor">What the loop's clipping has left of the gradient's norm, 0 to 1; 1 where it clipped nothing.</param>
    /// <exception cref="TrainingStoppedException">A guard that was told to raise found that the training should end.</exception>
    /// <exception cref="ObjectDisposedException">The monitor was disposed of, and with it what its guards go by.</exception>
    public void Step(Tensor? loss, double clipFactor)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!(clipFactor is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(clipFactor), clipFactor, $"{nameof(clipFactor)} must lie from 0 to 1, but was {clipFactor}.");
        Steps++;
        var began = Stopwatch.GetTimestamp();
        var lossValue = LossReader.Read(loss);
        if (loss is not null) History.Losses.Add(Steps, lossValue);
        var cost = Stopwatch.GetTimestamp() - began + _outlets.TakeOwed();
        var judged = _guards?.Judge(Steps, lossValue, LossReader.HoldsOneNumber(loss));
        try
        {
            TakeAndRead(loss, lossValue, judged, clipFactor * (judged?.ClipFactor ?? 1), cost);
        }
        finally
        {
            _guards?.End();
        }

        if (_guards is { StopRaises: true }) throw new TrainingStoppedException(StopReason!);
    }

    /// <summary>What ails the training, judged from what was seen so far; the worst first, empty where nothing does.</summary>
    public IReadOnlyList<Finding> Diagnose() => Diagnosis.Of(History, _options.Diagnoses, _notes.Findings);

    /// <summary>What the monitor must know to go on in another process: the step, the losses, and what its guards have learnt.</summary>
    /// <returns>Bytes for <see cref="ResumeFrom"/>; readings and events are not among them.</returns>
    public byte[] SaveState() => MonitorState.Write(Steps, History.Losses, _guards);

    /// <summary>Goes on where another monitor was, before the first step of this one and after weights and buffers were restored.</summary>
    /// <param name="state">What <see cref="SaveState"/> gave. Guards take up what guards of the same name had learnt; the others begin anew.</param>
    /// <exception cref="InvalidOperationException">A step was already taken under this monitor.</exception>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    public void ResumeFrom(byte[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Steps > 0) throw new InvalidOperationException($"A monitor must resume before its first step, but has taken {Steps}.");
        Steps = MonitorState.Read(state, History.Losses, _guards);
    }

    /// <summary>Takes every probe off the model and ends the run that is recorded; the findings stay available. Once more does nothing.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _reader?.Dispose();
        _guards?.Dispose();
        _outlets.Dispose();
    }

    /// <summary>What the guards took of the last step and of its backward pass, in ticks of the stopwatch.</summary>
    internal long GuardTicks => _guards?.Ticks ?? 0;

    /// <summary>Makes the reading of <paramref name="step"/> fail, for tests of what happens then.</summary>
    internal void FailAt(long step) => _reader.FailsAt = step;

    void Hear(GuardEvent happened)
    {
        _outlets.Guard(happened);
        _options.OnGuardEvent?.Invoke(happened);
    }

    void TakeAndRead(Tensor? loss, double lossValue, GuardedStep? judged, double clipFactor, long cost)
    {
        var began = Stopwatch.GetTimestamp();
        // A step that only finds the loss's scale is no step of the training, and its gradients say nothing about the network.
        var reads = judged is not { IsCalibration: true } && (_reader.IsListening || (loss is not null && !double.IsFinite(lossValue)));
        var pending = reads ? _reader.Begin(Steps, lossValue, loss is not null, clipFactor) : null;
        cost += Stopwatch.GetTimestamp() - began;

        if (judged is null) _optimizer?.step();
        else _guards!.Take(judged);
        LastStepWasSkipped = judged is { IsSkipped: true };

        var stepped = Stopwatch.GetTimestamp();
        var reading = pending is null ? null : _reader.Finish(pending, History);
        _outlets.Step(Steps, loss is null ? null : lossValue);
        if (reading is not null) _outlets.Reading(reading);
        var hooks = _reader.EndStep();
        var read = Stopwatch.GetTimestamp();
        var whole = cost + hooks + (read - stepped);
        var diagnosed = reading is null ? 0 : _live.AfterReading(Steps, whole);
        var ended = Stopwatch.GetTimestamp();
        _schedule.Account(ended - _stepBegan, whole, reads);
        _schedule.Charge(diagnosed);
        _reader.IsListening = _schedule.Includes(Steps);
        _stepBegan = ended;
        if (_reader.IsListening && _reader.KeepGradients(Steps)) _schedule.Charge(Stopwatch.GetTimestamp() - ended);
    }
}
