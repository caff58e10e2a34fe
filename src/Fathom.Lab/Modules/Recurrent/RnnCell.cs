using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>One time step of a plain recurrent layer: from state and input to the next state.</summary>
sealed class RnnCell : nn.Module<Tensor, Tensor, Tensor>, ICell, IRecurrentTrace
{
    readonly bool _rectifies;
    readonly GainNorm? _norm;
    ICollection<(Tensor State, Tensor Slope)>? _states;

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
    public Tensor RecurrentWeights => Weights.Now.Recurrent;

    /// <inheritdoc/>
    public bool CanTrace => _norm is null;

    /// <inheritdoc/>
    public void Trace(ICollection<(Tensor State, Tensor Slope)>? states) => _states = states;

    /// <inheritdoc/>
    public override Tensor forward(Tensor state, Tensor input)
    {
        var weights = Weights.Now;
        var sum = _norm is null
            ? weights.Sum(input, state)
            : weights.AddBiases(_norm.Of(weights.FromInput(input) + weights.FromState(state)));
        var next = _rectifies ? sum.relu() : sum.tanh();
        if (_states is not null) Remember(sum, next);
        return next;
    }

    void Remember(Tensor sum, Tensor next)
    {
        sum.retain_grad();
        using var without = no_grad();
        _states!.Add((sum, _rectifies ? next.gt(0).to(next.dtype) : next.square().neg_().add_(1)));
    }

    public Tensor[] Step(Tensor[] state, Tensor input) => [call(state[0], input)];
}
