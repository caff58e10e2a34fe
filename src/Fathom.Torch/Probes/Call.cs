using Fathom.Ledger;

namespace Fathom.Torch.Probes;

/// <summary>One call of a module in the current forward pass.</summary>
/// <param name="Probe">The module's probe.</param>
/// <param name="Number">Which call of this module in the pass, from 0.</param>
/// <param name="Order">Which call of all modules in the pass, in the order in which they returned, from 0.</param>
sealed record Call(ModuleProbe Probe, int Number, int Order)
{
    /// <summary>The tensors that went in, as far as gradients can come back to them.</summary>
    public List<Slot> Inputs { get; } = [];

    /// <summary>The tensors that came out.</summary>
    public List<Slot> Outputs { get; } = [];

    /// <summary>What came back to the sequence that went in; null where none did, or where its time steps are not known.</summary>
    public SequenceGradient? Sequence { get; set; }

    /// <summary>What was handed to the network, where this is a call of the network itself.</summary>
    public List<InputReading> Handed { get; } = [];
}
