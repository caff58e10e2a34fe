using System.Diagnostics;
using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Torch.Probes;
using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>Watches the training of a module: what its gradients do, layer by layer, and what ails them.</summary>
/// <remarks>
/// <para>The monitor changes no number of the training, keeps no tensor beyond the step, and never ends a training: where reading
/// fails, it stops reading and says so among its findings.</para>
/// <para>Modules are heard when they are called through <c>call()</c>; TorchSharp runs no hooks for <c>forward()</c>.</para>
/// <para>One monitor belongs to one training thread. Wrap every step in a <c>NewDisposeScope()</c>, as TorchSharp asks for.</para>
/// </remarks>
public sealed class GradientMonitor : IDisposable
{
    readonly MonitorOptions _options;
    readonly optim.Optimizer? _optimizer;
    readonly ForwardTrace _trace;
    readonly List<ModuleProbe> _probes = [];
    readonly List<ParameterProbe> _parameters = [];
    readonly ReadingSchedule _schedule;
    readonly MonitorFindings _notes = new();
    long _failsAt = -1;
    long _stepBegan = Stopwatch.GetTimestamp();

    GradientMonitor(nn.Module model, optim.Optimizer? optimizer, MonitorOptions options)
    {
        _options = options;
        _optimizer = optimizer;
        _schedule = new ReadingSchedule(options.OverheadBudget, options.Every);
        _trace = new ForwardTrace(options.PortableHooks);
        History = new ReadingHistory(
            options.HistoryCapacity, options.Facts with { PlannedSteps = options.PlannedSteps ?? options.Facts.PlannedSteps });
        try
        {
            var seen = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
            foreach (var (name, module) in model.named_modules().Append(("network", model)))
            {
                if (seen.Add(module)) _probes.Add(ModuleProbe.Attach(name, module, _trace, isRoot: ReferenceEquals(module, model)));
            }

            var rates = optimizer is null ? null : new LearningRates(optimizer);
            foreach (var (name, parameter) in model.named_parameters())
                _parameters.Add(new ParameterProbe(name, parameter, options.UpdateSample) { LearningRate = rates?.Of(parameter), IsOwned = rates?.Owns(parameter) });
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
    public bool IsReading => _trace.IsListening;

    /// <summary>How gradients are read: "native hooks" (libtorch's own) or "identity functions" in the graph.</summary>
    public string GradientPath => _trace.GradientPath;

    /// <summary>Begins to watch <paramref name="model"/>.</summary>
    /// <param name="model">Any module; it and everything below it is probed.</param>
    /// <param name="optimizer">
    /// The optimizer whose <c>step()</c> the monitor is to call; null where the caller steps on its own, after
    /// <see cref="Step"/>: updates are then not measured.
    /// </param>
    /// <param name="options">How to watch; the defaults when null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is null.</exception>
    public static GradientMonitor Attach(nn.Module model, optim.Optimizer? optimizer = null, MonitorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new GradientMonitor(model, optimizer, options ?? new MonitorOptions());
    }

    /// <summary>Reads the step whose <c>backward()</c> has just run, and then lets the optimizer take it.</summary>
    /// <param name="loss">The loss, a tensor of one number; null where there is none to show.</param>
    public void Step(Tensor? loss)
    {
        Steps++;
        var began = Stopwatch.GetTimestamp();
        var lossValue = LossReader.Read(loss);
        if (loss is not null) History.Losses.Add(Steps, lossValue);
        var reads = _trace.IsListening || (loss is not null && !double.IsFinite(lossValue));
        var pending = reads ? Guarded(() => Begin(lossValue, loss is not null)) : null;
        var cost = Stopwatch.GetTimestamp() - began;

        _optimizer?.step();

        var stepped = Stopwatch.GetTimestamp();
        if (pending is not null) _ = Guarded(() => { History.Add(Finish(pending)); return pending; });
        var hooks = _trace.Ticks;
        _trace.Clear();
        var ended = Stopwatch.GetTimestamp();
        _schedule.Account(ended - _stepBegan, cost + hooks + (ended - stepped), reads);
        _trace.IsListening = _schedule.Includes(Steps);
        _stepBegan = ended;
    }

    /// <summary>What ails the training, judged from what was seen so far; the worst first, empty where nothing does.</summary>
    public IReadOnlyList<Finding> Diagnose() => Diagnosis.Of(History, _options.Diagnoses, _notes.Findings);

    /// <summary>Takes every probe off the model; the findings stay available.</summary>
    public void Dispose()
    {
        foreach (var probe in _probes) probe.Dispose();
        foreach (var parameter in _parameters) parameter.Dispose();
        _trace.Dispose();
    }

    /// <summary>Makes the reading of <paramref name="step"/> fail, for tests of what happens then.</summary>
    internal void FailAt(long step) => _failsAt = step;

    StepReading Begin(double loss, bool lossWasRead)
    {
        if (_trace.Fault is { } fault) throw fault;
        if (Steps == _failsAt) throw new InvalidOperationException("This reading was told to fail.");
        using var noGradient = no_grad();
        _trace.ReadLeaves();
        foreach (var parameter in _parameters) parameter.BeforeStep(keepsValues: _optimizer is not null);
        _notes.NoteUncalledModules(_probes, Steps, heard: _trace.IsListening);
        var network = _trace.NetworkCall;
        return new StepReading
        {
            Step = Steps,
            Loss = loss,
            LossWasRead = lossWasRead,
            LearningRate = _optimizer?.ParamGroups.FirstOrDefault()?.LearningRate ?? double.NaN,
            Places = PlaceReadings.Of(_trace),
            Inputs = network?.Handed ?? [],
            Output = network is { Outputs: [var answer] } ? answer.Rows?.Of(answer) : null,
            Ledger = new LedgerBuilder(_trace).Build(),
        };
    }

    StepReading Finish(StepReading pending)
    {
        var readings = new ParameterReading[_parameters.Count];
        for (var index = 0; index < readings.Length; index++) readings[index] = _parameters[index].AfterStep();
        return pending with { Parameters = readings };
    }

    /// <summary>Reading is for the patient's good: where it fails, it ends, and the training goes on.</summary>
    StepReading? Guarded(Func<StepReading> read)
    {
        try
        {
            return _notes.HasFailed ? null : read();
        }
        catch (Exception fault)
        {
            _notes.NoteFailure(fault, Steps);
            return null;
        }
    }
}
