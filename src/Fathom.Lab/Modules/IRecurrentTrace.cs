using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>A recurrent module, a(t) = W φ(a(t-1)) + …, that can remember what passed through it in time.</summary>
interface IRecurrentTrace
{
    /// <summary>W: one row per unit of the next state, one column per unit of this.</summary>
    Tensor RecurrentWeights { get; }

    /// <summary>Whether it has no normalisation in between, so that W and φ' are all there is.</summary>
    bool CanTrace { get; }

    /// <summary>
    /// Begins to write the states of each forward pass down, in the order of the steps: each a(t), one row per sample, which retains its
    /// gradient, and the slope φ'(a(t)), detached. Null ends it.
    /// </summary>
    void Trace(ICollection<(Tensor State, Tensor Slope)>? states);
}
