using Fathom.Ledger;
using Fathom.Torch.Probes;
using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>The probes on a model, and what they make of a step: a reading.</summary>
/// <remarks>Reading is for the patient's good: where it fails, it ends, and the training goes on.</remarks>
sealed class StepReader : IDisposable
{
    readonly optim.Optimizer? _optimizer;
    readonly LossScaler? _scaler;
    readonly ForwardTrace _trace;
    readonly OldGradients? _oldGradients;
    readonly List<ModuleProbe> _probes = [];
    readonly List<ParameterProbe> _parameters = [];
    readonly MonitorFindings _notes;
    readonly Action<long, string> _failed;

    /// <summary>Puts probes on <paramref name="model"/> and everything below it.</summary>
    /// <param name="model">What is read.</param>
    /// <param name="optimizer">Whose updates are measured; null where the caller steps on its own.</param>
    /// <param name="options">How to read.</param>
    /// <param name="notes">What is noticed beside the numbers.</param>
    /// <param name="failed">Told the step, and in a sentence why there will be no further reading.</param>
    public StepReader(nn.Module model, optim.Optimizer? optimizer, MonitorOptions options, MonitorFindings notes, Action<long, string> failed)
    {
        (_optimizer, _notes, _failed) = (optimizer, notes, failed);
        _scaler = LossScaler.In(optimizer);
        var rates = optimizer is null ? null : new LearningRates(optimizer);
        // Where the caller steps on its own, nobody knows which backward passes belong to one step.
        if (rates is not null) _oldGradients = new OldGradients(model.parameters().Where(parameter => rates.Owns(parameter) == true));
        _trace = new ForwardTrace(options.PortableHooks, _scaler, _oldGradients is null ? null : _oldGradients.Compare);
        try
        {
            Attach(model, rates, options.UpdateSample);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>True while the step in progress is read.</summary>
    public bool IsListening { get => _trace.IsListening; set => _trace.IsListening = value; }

    /// <inheritdoc cref="GradientMonitor.GradientPath"/>
    public string GradientPath => _trace.GradientPath;

    /// <summary>The step at which reading is made to fail, for tests of what happens then.</summary>
    public long FailsAt { get; set; } = -1;

    /// <summary>Reads what is there before the optimizer steps; null where reading has failed.</summary>
    public StepReading? Begin(long step, double loss, bool lossWasRead, double clipFactor) =>
        Guarded(step, () => ReadBefore(step, loss, lossWasRead, clipFactor));

    /// <summary>Reads what the optimizer's step has changed, which makes the reading whole, and adds it to the history; null where reading has failed.</summary>
    public StepReading? Finish(StepReading pending, ReadingHistory history) => Guarded(pending.Step, () =>
    {
        var readings = new ParameterReading[_parameters.Count];
        for (var index = 0; index < readings.Length; index++) readings[index] = _parameters[index].AfterStep();
        var reading = pending with { Parameters = readings };
        history.Add(reading);
        return reading;
    });

    /// <summary>Forgets what was seen of the step.</summary>
    /// <returns>What the probes took of it, in ticks of the stopwatch.</returns>
    public long EndStep()
    {
        var ticks = _trace.Ticks;
        _trace.Clear();
        return ticks;
    }

    /// <summary>Remembers the gradients that the next step, which is read, begins with.</summary>
    /// <returns>False where there is nobody whose gradients are compared.</returns>
    public bool KeepGradients(long step)
    {
        if (_oldGradients is null) return false;
        _ = Guarded(step, () =>
        {
            _oldGradients.Keep();
            return null;
        });
        return true;
    }

    /// <summary>Takes every probe off the model.</summary>
    public void Dispose()
    {
        foreach (var probe in _probes) probe.Dispose();
        foreach (var parameter in _parameters) parameter.Dispose();
        _trace.Dispose();
    }

    void Attach(nn.Module model, LearningRates? rates, int updateSample)
    {
        var seen = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        foreach (var (name, module) in model.named_modules().Append(("network", model)))
        {
            if (seen.Add(module)) _probes.Add(ModuleProbe.Attach(name, module, _trace, isRoot: ReferenceEquals(module, model)));
        }

        foreach (var (name, weight) in model.named_parameters())
        {
            // What the optimizer steps is what is read, with the gradient that it gets.
            var parameter = _scaler?.Masters.CopyFor(weight) ?? weight;
            _parameters.Add(new ParameterProbe(name, parameter, updateSample)
            {
                LearningRate = rates?.Of(parameter),
                IsOwned = rates?.Owns(parameter),
                GradientType = _scaler is null ? null : TensorMemory.ElementTypeOf(weight.Handle),
            });
        }
    }

    StepReading ReadBefore(long step, double loss, bool lossWasRead, double clipFactor)
    {
        if (_trace.Fault is { } fault) throw fault;
        if (step == FailsAt) throw new InvalidOperationException("This reading was told to fail.");
        using var noGradient = no_grad();
        _trace.ReadLeaves();
        foreach (var parameter in _parameters) parameter.BeforeStep(keepsValues: _optimizer is not null);
        _notes.NoteUnheardModules(_probes, _parameters, step, heard: _trace.IsListening);
        var network = _trace.NetworkCall;
        return new StepReading
        {
            Step = step,
            Loss = loss,
            LossWasRead = lossWasRead,
            ClipFactor = clipFactor,
            LossScale = _scaler?.CurrentScale ?? 1,
            BeganWithOldGradients = _oldGradients?.Take(),
            LearningRate = _optimizer?.ParamGroups.FirstOrDefault()?.LearningRate ?? double.NaN,
            Places = PlaceReadings.Of(_trace),
            Inputs = network?.Handed ?? [],
            Output = network is { Outputs: [var answer] } ? answer.Rows?.Of(answer) : null,
            Ledger = new LedgerBuilder(_trace).Build(),
        };
    }

    StepReading? Guarded(long step, Func<StepReading?> read)
    {
        try
        {
            return _notes.HasFailed ? null : read();
        }
        catch (Exception fault)
        {
            _notes.NoteFailure(fault, step);
            _failed(step, $"Reading failed and was switched off. {fault.GetType().Name}: {fault.Message}");
            return null;
        }
    }
}
