using Fathom.Ledger;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Everything times one learnt number that starts at 0.</summary>
sealed class LearntFactor : nn.Module<Tensor, Tensor>, ILinkKind
{
    public LearntFactor(ScalarType type, Device device)
        : base(nameof(LearntFactor)) =>
        register_parameter("factor", new Parameter(zeros([], type, device).DetachFromDisposeScope()));

    public Parameter Factor => get_parameter("factor")!;

    public LinkKind LinkKind => LinkKind.Weight;

    public override Tensor forward(Tensor input) => input * Factor;
}
