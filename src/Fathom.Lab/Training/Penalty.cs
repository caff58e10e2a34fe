using Fathom.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>What the size of the weights adds to the loss; biases and other vectors add nothing.</summary>
sealed class Penalty : IDisposable
{
    readonly Parameter[] _weights;
    readonly Scalar? _l1;
    readonly Scalar? _halfL2;

    public Penalty(TrainingPlan plan, IEnumerable<Parameter> parameters)
    {
        _weights = [.. parameters.Where(parameter => parameter.dim() >= 2)];
        if (plan.L1 > 0) _l1 = plan.L1.ToScalar();
        if (plan.L2 > 0) _halfL2 = (plan.L2 / 2).ToScalar();
    }

    /// <summary>The loss and the penalty: l1 Σ|w| + l2/2 Σ w².</summary>
    public Tensor AddTo(Tensor loss)
    {
        var whole = loss;
        foreach (var weight in _weights)
        {
            if (_l1 is not null) whole = whole.add(weight.abs().sum(), _l1);
            if (_halfL2 is not null) whole = whole.add(weight.square().sum(), _halfL2);
        }

        return whole;
    }

    public void Dispose()
    {
        _l1?.Dispose();
        _halfL2?.Dispose();
    }
}
