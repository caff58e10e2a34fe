using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>T · H + (1 - T) · x for a branch H, a gate T and a carried x.</summary>
sealed class MixModule() : nn.Module<Tensor, Tensor, Tensor, Tensor>(nameof(MixModule)), IJoin
{
    public override Tensor forward(Tensor branch, Tensor gate, Tensor carried)
    {
        using var scope = NewDisposeScope();
        // The same as T · H + (1 - T) · x with one product less.
        return (carried + (gate * (branch - carried))).MoveToOuterDisposeScope();
    }
}
