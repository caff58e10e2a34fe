using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>The channels of the skip, and behind them those of the branch.</summary>
sealed class BehindModule() : nn.Module<Tensor, Tensor, Tensor>(nameof(BehindModule)), IJoin
{
    public override Tensor forward(Tensor branch, Tensor skip) => cat([skip, branch], 1);
}
