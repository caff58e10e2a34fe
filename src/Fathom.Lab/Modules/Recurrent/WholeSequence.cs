using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>A recurrent layer as one module of torch's own: [batch, time, features] to the same, or to [batch, features].</summary>
sealed class WholeSequence : nn.Module<Tensor, Tensor>
{
    readonly Func<Tensor, Tensor> _run;
    readonly RecurrentLayer _layer;

    /// <summary>A layer that <paramref name="native"/> computes, called by <paramref name="run"/>.</summary>
    public WholeSequence(RecurrentLayer layer, nn.Module native, Func<Tensor, Tensor> run)
        : base(nameof(WholeSequence))
    {
        _layer = layer;
        _run = run;
        register_module("whole", native);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var states = _run(input);
        if (_layer.Output == RecurrentOutput.Sequence) return states;
        if (!_layer.Bidirectional) return states.select(1, -1);
        // The direction that reads from the end has seen everything at the first time step.
        return cat([states.narrow(2, 0, _layer.Units).select(1, -1), states.narrow(2, _layer.Units, _layer.Units).select(1, 0)], 1);
    }
}
