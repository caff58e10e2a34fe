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
        Weights = CellWeights.Of(shape, blocks: 1);
        CellParameters.Register(this, Weights);
        if (shape.LayerNorm) _norm = GainNorm.Register(this, "norm", shape.Units);
    }

    public nn.Module Module => this;

    public int StateCount => 1;

    public CellWeights Weights { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor state, Tensor input)
    {
        var sum = _norm is null
            ? Weights.FromInputBiased(input) + Weights.FromStateBiased(state)
            : CellParameters.AddBiases(_norm.Of(Weights.FromInput(input) + Weights.FromState(state)), Weights);
        return _rectifies ? sum.relu() : sum.tanh();
    }

    public Tensor[] Step(Tensor[] state, Tensor input) => [call(state[0], input)];
}
