using Fathom.Ledger;
using Fathom.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>x, but never below -1 nor above 1. TorchSharp's own Hardtanh returns its input as it came.</summary>
sealed class HardTanhModule() : nn.Module<Tensor, Tensor>(nameof(HardTanhModule)), ILinkKind, IClamp
{
    static readonly Scalar Floor = (-1.0).ToScalar();
    static readonly Scalar Ceiling = 1.0.ToScalar();

    public LinkKind LinkKind => LinkKind.Slope;

    public double Least => -1;

    public double Most => 1;

    public override Tensor forward(Tensor input) => input.clamp(Floor, Ceiling);
}
