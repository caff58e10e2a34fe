using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Changes what an optimizer owns.</summary>
sealed class OptimizerEdit
{
    readonly optim.Optimizer _inner;
    readonly ParamGroup[] _groups;
    readonly LossScaler? _scaler;

    OptimizerEdit(optim.Optimizer inner, LossScaler? scaler)
    {
        (_inner, _scaler) = (inner, scaler);
        _groups = [.. inner.ParamGroups?.OfType<ParamGroup>() ?? []];
    }

    /// <summary>The optimizer itself, out of what is wrapped around it; null where there is none.</summary>
    public static OptimizerEdit? Of(optim.Optimizer? optimizer)
    {
        var scaler = LossScaler.In(optimizer);
        while (optimizer is IWrapsOptimizer wrapper) optimizer = wrapper.Inner;
        return optimizer is null ? null : new OptimizerEdit(optimizer, scaler);
    }

    /// <summary>The groups of parameters with settings of their own.</summary>
    public IReadOnlyList<ParamGroup> Groups => _groups;

    /// <summary>Refuses an optimizer that takes no further parameters.</summary>
    public void RequireGrowth()
    {
        if (_scaler is not null)
            throw new LiveTreatmentException($"A {nameof(LossScaler)} takes no further parameters once it is made: treat with the module alone, and make the scaler anew afterwards.");
        if (GroupType is not null && _groups.Length > 0) return;
        throw new LiveTreatmentException(
            $"{_inner.GetType().Name} takes no further parameters once it is made: replace the optimizer first, by {nameof(ReplaceOptimizer)}, or treat without one and make it afterwards.");
    }

    /// <summary>Lets the optimizer own further parameters, with the settings of its first group but without weight decay.</summary>
    /// <remarks>Decay would pull gains, shifts and shares away from where they start as the identity.</remarks>
    public void Add(IReadOnlyList<Parameter> parameters)
    {
        if (parameters.Count == 0) return;
        var options = (OptimizerOptions)Activator.CreateInstance(_groups[0].Options.GetType())!;
        options.LoadStateDict(_groups[0].Options);
        options.GetType().GetField("weight_decay")?.SetValue(options, 0.0);
        var group = (ParamGroup)Activator.CreateInstance(GroupType!)!;
        group.Parameters = parameters;
        group.Options = options;
        using var scope = NewDisposeScope();
        _inner.add_param_group(group);
        // The rate from which schedules reckon is the old group's, not the one that it has come to.
        group.InitialLearningRate = _groups[0].InitialLearningRate;
        KeepMemory();
    }

    /// <summary>Lets the optimizer forget parameters, which are about to go.</summary>
    public void Remove(IReadOnlyList<Parameter> parameters)
    {
        var handles = parameters.Select(parameter => parameter.Handle).ToHashSet();
        foreach (var group in _groups.Where(group => group.Parameters.Any(parameter => handles.Contains(HandleOf(parameter)))))
            group.Parameters = [.. group.Parameters.Where(parameter => !handles.Contains(HandleOf(parameter)))];
    }

    /// <summary>What the optimizer remembers of each parameter, by the parameter's handle; empty where it shows nothing.</summary>
    public IReadOnlyDictionary<nint, OptimizerMemoryCell> Memory()
    {
        var cells = new OptimizerMemory(_inner).Cells;
        var parameters = _groups.SelectMany(group => group.Parameters).ToArray();
        return cells.Count == parameters.Length
            ? parameters.Zip(cells).DistinctBy(pair => HandleOf(pair.First)).ToDictionary(pair => HandleOf(pair.First), pair => pair.Second)
            : new Dictionary<nint, OptimizerMemoryCell>();
    }

    // The optimizer may step copies; who treats a module knows only its weights.
    nint HandleOf(Parameter parameter) => (_scaler?.Masters.WeightOf(parameter) ?? parameter).Handle;

    // Made inside somebody's dispose scope, the memory would end with it.
    void KeepMemory()
    {
        foreach (var cell in new OptimizerMemory(_inner).Cells)
            for (var place = 0; place < cell.TensorCount; place++) cell.Tensor(place)?.DetachFromDisposeScope();
    }

    // The optimizer's own kind, such as Adam.ParamGroup: its step takes no other.
    Type? GroupType => _inner.GetType().GetNestedType("ParamGroup");
}
