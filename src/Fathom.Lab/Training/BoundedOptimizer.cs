using Fathom.Torch;
using Fathom.Torch.Guards;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>An optimizer before whose step weights decay, and after whose step they are held within a norm.</summary>
/// <remarks>
/// Decay: Loshchilov and Hutter (2019), Decoupled weight decay regularization, algorithm 1: each weight loses its share times the learning
/// rate, whatever the gradient. Whoever watches the step sees decay, update and bound together, as the one change that they are.
/// </remarks>
sealed class BoundedOptimizer : optim.Optimizer, IWrapsOptimizer
{
    readonly optim.Optimizer _inner;
    readonly double _decay;
    readonly HoldUnitNorm? _hold;
    readonly (ParamGroup Group, Parameter[] Weights)[] _groups;

    public BoundedOptimizer(optim.Optimizer inner, double decay, double maxNorm)
        : base(0)
    {
        _inner = inner;
        _decay = decay;
        _hold = double.IsPositiveInfinity(maxNorm) ? null : new HoldUnitNorm(maxNorm);
        _groups = [.. inner.ParamGroups.Cast<ParamGroup>().Select(group => (group, group.Parameters.Where(parameter => parameter.dim() >= 2).ToArray()))];
    }

    public optim.Optimizer Inner => _inner;

    public double WeightDecay => _decay;

    public override IEnumerable<optim.ILearningRateController> ParamGroups => _inner.ParamGroups;

    public override void zero_grad() => _inner.zero_grad();

    public override IEnumerable<Parameter> parameters() => _inner.parameters();

    public override Tensor step(Func<Tensor>? closure = null)
    {
        foreach (var (group, weights) in _groups) Decay(weights, group.LearningRate * _decay);
        var result = _inner.step(closure!);
        // A frozen group stays as it is, also where its weights are beyond the bound.
        foreach (var (group, weights) in _groups)
            if (group.LearningRate > 0) _hold?.Hold(weights);
        return result;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    static void Decay(Parameter[] weights, double share)
    {
        if (share == 0) return;
        using var scope = NewDisposeScope();
        using var without = no_grad();
        using var kept = (1 - share).ToScalar();
        foreach (var weight in weights) weight.mul_(kept);
    }
}
