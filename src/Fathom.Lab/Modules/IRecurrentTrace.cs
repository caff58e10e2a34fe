using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>A recurrent module, a(t) = W φ(a(t-1)) + …, that can remember what passed through it in time.</summary>
interface IRecurrentTrace
{
    /// <summary>W: one row per unit of the next state, one column per unit of this.</summary>
    Tensor RecurrentWeights { get; }

    /// <summary>
    /// Begins to remember the states of the next forward pass, in order of time: each a(t), one row per sample, which must retain its
    /// gradient, and the slope φ'(a(t)), detached. The module neither keeps nor disposes of the list.
    /// </summary>
    void Trace(ICollection<(Tensor State, Tensor Slope)> states);
}
