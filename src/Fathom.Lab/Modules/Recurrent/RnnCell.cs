using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>One time step of a plain recurrent layer: from state and input to the next state.</summary>
sealed class RnnCell : nn.Module<Tensor, Tensor, Tensor>, ICell
{
    readonly bool _rectifies;
    readonly GainNorm? _norm;

    public RnnCell(CellShape shape, RecurrentActivation activation)
        : base(nameof(RnnCell))
    {
        _rectifies = activation == RecurrentActivation.Relu;
        Weights = CellWeights.Register(this, shape, blocks: 1);
        if (shape.LayerNorm) _norm = GainNorm.Register(this, "norm", shape.Units);
    }

    public nn.Module Module => this;

    public int StateCount => 1;

    public CellWeights Weights { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor state, Tensor input)
    {
        var weights = Weights.Now;
        var sum = _norm is null
            ? weights.Sum(input, state)
            : weights.AddBiases(_norm.Of(weights.FromInput(input) + weights.FromState(state)));
        return _rectifies ? sum.relu() : sum.tanh();
    }

    public Tensor[] Step(Tensor[] state, Tensor input) => [call(state[0], input)];
}
