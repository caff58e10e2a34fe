using Fathom.Ledger;
using Fathom.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Everything times one number, which may be learnt (ReZero, Bachlechner 2020).</summary>
sealed class ScaleModule : nn.Module<Tensor, Tensor>, ILinkKind
{
    readonly bool _isLearnt;

    public ScaleModule(double factor, bool isLearnt)
        : base(nameof(ScaleModule))
    {
        _isLearnt = isLearnt;
        // As a tensor either way, because a Scalar made in every pass would wait for the garbage collector.
        var value = tensor((float)factor).DetachFromDisposeScope();
        if (isLearnt) register_parameter("factor", new Parameter(value));
        else register_buffer("factor", value);
    }

    public LinkKind LinkKind => _isLearnt ? LinkKind.Weight : LinkKind.Other;

    public override Tensor forward(Tensor input) => input * (_isLearnt ? get_parameter("factor") : get_buffer("factor"))!;
}
