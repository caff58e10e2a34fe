using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>The sum of a branch and a skip, as a module, so that probes see where they join even while one of them is zero.</summary>
public sealed class Sum() : nn.Module<Tensor, Tensor, Tensor>(nameof(Sum)), IJoin
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor branch, Tensor skip) => branch + skip;
}
