using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>One time step of an LSTM: from memory, state and input to the next memory and state.</summary>
/// <remarks>The memory comes first, so that a ledger follows the gradient along the way that the forget gate keeps open.</remarks>
sealed class LstmCell : nn.Module<Tensor, Tensor, Tensor, (Tensor Memory, Tensor State)>, ICell
{
    /// <summary>Which block of rows belongs to which gate: input, forget, cell, output, as in torch.</summary>
    public const int InputGate = 0, ForgetGate = 1;

    readonly (GainNorm Input, GainNorm State, GainNorm Memory)? _norms;

    public LstmCell(CellShape shape)
        : base(nameof(LstmCell))
    {
        Weights = CellWeights.Register(this, shape, blocks: 4);
        if (shape.LayerNorm)
            _norms = (GainNorm.Register(this, "norm_ih", 4 * shape.Units), GainNorm.Register(this, "norm_hh", 4 * shape.Units),
                GainNorm.Register(this, "norm_memory", shape.Units, shifts: true));
    }

    public nn.Module Module => this;

    public int StateCount => 2;

    public CellWeights Weights { get; }

    /// <inheritdoc/>
    public override (Tensor Memory, Tensor State) forward(Tensor memory, Tensor state, Tensor input)
    {
        var weights = Weights.Now;
        var gates = _norms is { } norms
            ? weights.AddBiases(norms.Input.Of(weights.FromInput(input)) + norms.State.Of(weights.FromState(state)))
            : weights.Sum(input, state);
        var parts = gates.chunk(4, 1);
        var kept = parts[1].sigmoid() * memory + parts[0].sigmoid() * parts[2].tanh();
        var shown = _norms is { } also ? also.Memory.Of(kept) : kept;
        // A view, so that the memory's gradient is that of what follows, without the way through this step's own state: together the
        // two are the gradient with respect to the state, counted once.
        return (kept.view_as(kept), parts[3].sigmoid() * shown.tanh());
    }

    public Tensor[] Step(Tensor[] state, Tensor input)
    {
        var (memory, next) = call(state[0], state[1], input);
        return [memory, next];
    }
}
