using Fathom.Ledger;
using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>e^x.</summary>
sealed class ExponentialModule() : nn.Module<Tensor, Tensor>(nameof(ExponentialModule)), ILinkKind
{
    public LinkKind LinkKind => LinkKind.Slope;

    public override Tensor forward(Tensor input) => input.exp();
}
