using Fathom.Diagnoses;
using Fathom.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>What guards may see and touch of a training.</summary>
sealed class GuardedTraining
{
    readonly ParamGroup[] _groups;
    readonly double[] _rates;
    readonly Action<GuardEvent> _report;
    bool _lowered;

    public GuardedTraining(nn.Module model, optim.Optimizer optimizer, Action<GuardEvent> report)
    {
        (Model, Optimizer, _report) = (model, optimizer, report);
        Memory = new OptimizerMemory(optimizer);
        Scaler = LossScaler.In(optimizer);
        var own = model.named_parameters().ToList();
        Parameters = Scaler is null ? own : [.. own.Select(entry => (entry.name, Scaler.Masters.CopyFor(entry.parameter)))];
        _groups = [.. (optimizer.ParamGroups ?? []).OfType<ParamGroup>()];
        _rates = new double[_groups.Length];
        var names = Parameters.ToLookup(entry => entry.parameter.Handle, entry => entry.name);
        var stepped = _groups.SelectMany(group => group.Parameters).ToList();
        Stepped = stepped.Count == 0
            ? Parameters
            : [.. stepped.Select((parameter, place) => (names[parameter.Handle].FirstOrDefault() ?? $"parameter {place + 1}", parameter))];
        Written = Scaler is null ? Stepped : [.. Stepped, .. Stepped.Select(entry => (entry.name, Scaler.Masters.WeightOf(entry.parameter)))];
        var known = own.Select(entry => entry.parameter.Handle).ToHashSet();
        Weights = [.. own, .. Stepped.Where(entry => !known.Contains(entry.parameter.Handle)).Select(entry => (Scaler is null ? entry.name : $"copy of {entry.name}", entry.parameter))];
    }

    public nn.Module Model { get; }

    public optim.Optimizer Optimizer { get; }

    /// <summary>What the optimizer remembers.</summary>
    public OptimizerMemory Memory { get; }

    /// <summary>What scales the loss; null where nothing does.</summary>
    public LossScaler? Scaler { get; }

    /// <summary>The parameters of the model; in their place the copies that the optimizer steps, where there are such.</summary>
    public IReadOnlyList<(string name, Parameter parameter)> Parameters { get; }

    /// <summary>The parameters that the optimizer steps; those of the model where it does not show them.</summary>
    public IReadOnlyList<(string name, Parameter parameter)> Stepped { get; }

    /// <summary>What a step of the optimizer writes: <see cref="Stepped"/>, and the weights that these are copies of.</summary>
    public IReadOnlyList<(string name, Parameter parameter)> Written { get; }

    /// <summary>The buffers of the model; a batch-norm that keeps no statistics has none to show.</summary>
    public IEnumerable<(string name, Tensor buffer)> Buffers => Model.named_buffers().Where(entry => entry.buffer is not null);

    /// <summary>The parameters of the model, and those that only the optimizer knows.</summary>
    public IReadOnlyList<(string name, Parameter parameter)> Weights { get; }

    /// <summary>True once a guard has put buffers back to an earlier state of its own in this step.</summary>
    public bool BuffersWereRestored { get; set; }

    /// <summary>Why the training should end; null while it need not.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Set to have <see cref="GradientMonitor.Step(Tensor?)"/> throw once the step is over.</summary>
    public bool StopRaises { get; private set; }

    /// <summary>Says what was done.</summary>
    public void Report(GuardedStep step, string guard, GuardAction action, string sentence, params Evidence[] numbers) =>
        _report(new GuardEvent { Step = step.Number, Guard = guard, Action = action, Sentence = sentence, Numbers = numbers });

    /// <summary>Says that the training should end; the first to say so gives the reason.</summary>
    public void Stop(GuardedStep step, string guard, string sentence, bool raises = false, params Evidence[] numbers)
    {
        if (StopReason is not null) return;
        (StopReason, StopRaises) = (sentence, raises);
        Report(step, guard, GuardAction.Stopped, sentence, numbers);
    }

    /// <summary>
    /// Multiplies the rates for the step that begins. They are put back after it, so that whatever schedules them never sees the factor.
    /// </summary>
    public void LowerRates(double factor)
    {
        for (var place = 0; place < _groups.Length; place++)
        {
            _rates[place] = _groups[place].LearningRate;
            if (factor != 1) _groups[place].LearningRate = _rates[place] * factor;
        }

        _lowered = factor != 1;
    }

    /// <summary>Puts the rates back.</summary>
    public void PutRatesBack()
    {
        if (!_lowered) return;
        for (var place = 0; place < _groups.Length; place++) _groups[place].LearningRate = _rates[place];
        _lowered = false;
    }
}
