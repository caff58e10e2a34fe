using Fathom.Ledger;
using Fathom.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>x, but never below -1 nor above 1. TorchSharp's own Hardtanh returns its input as it came.</summary>
sealed class HardTanhModule() : nn.Module<Tensor, Tensor>(nameof(HardTanhModule)), ILinkKind
{
    static readonly Scalar Least = (-1.0).ToScalar();
    static readonly Scalar Most = 1.0.ToScalar();

    public LinkKind LinkKind => LinkKind.Slope;

    public override Tensor forward(Tensor input) => input.clamp(Least, Most);
}
