using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>One time step of a gated recurrent unit: from state and input to the next state.</summary>
sealed class GruCell : nn.Module<Tensor, Tensor, Tensor>, ICell
{
    /// <summary>The block of rows of the gate that keeps the state: reset, update, new, as in torch.</summary>
    public const int UpdateGate = 1;

    readonly long _units;
    readonly (GainNorm Gates, GainNorm GateStates, GainNorm New, GainNorm NewState)? _norms;

    public GruCell(CellShape shape)
        : base(nameof(GruCell))
    {
        _units = shape.Units;
        Weights = CellWeights.Register(this, shape, blocks: 3);
        if (shape.LayerNorm)
            _norms = (GainNorm.Register(this, "norm_ih", 2 * shape.Units), GainNorm.Register(this, "norm_hh", 2 * shape.Units),
                GainNorm.Register(this, "norm_new_ih", shape.Units), GainNorm.Register(this, "norm_new_hh", shape.Units));
    }

    public nn.Module Module => this;

    public int StateCount => 1;

    public CellWeights Weights { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor state, Tensor input)
    {
        var weights = Weights.Now;
        var fromInput = Sums(weights.FromInput(input), weights.InputBias, isInput: true);
        var fromState = Sums(weights.FromState(state), weights.RecurrentBias, isInput: false);
        var gates = (fromInput.Gates + fromState.Gates).sigmoid().chunk(2, 1);
        var candidate = (fromInput.New + gates[0] * fromState.New).tanh();
        // (1 - z) n + z h, with one multiplication.
        return candidate + gates[1] * (state - candidate);
    }

    public Tensor[] Step(Tensor[] state, Tensor input) => [call(state[0], input)];

    (Tensor Gates, Tensor New) Sums(Tensor sums, Tensor? bias, bool isInput)
    {
        var (gates, candidate) = (sums.narrow(1, 0, 2 * _units), sums.narrow(1, 2 * _units, _units));
        if (_norms is { } norms) (gates, candidate) = ((isInput ? norms.Gates : norms.GateStates).Of(gates), (isInput ? norms.New : norms.NewState).Of(candidate));
        return bias is null ? (gates, candidate) : (gates + bias.narrow(0, 0, 2 * _units), candidate + bias.narrow(0, 2 * _units, _units));
    }
}
