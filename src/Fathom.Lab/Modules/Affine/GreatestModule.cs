using Fathom.Ledger;
using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>The greatest of each group of neighbours; the gradient goes to that one alone, so it bends like an activation.</summary>
sealed class GreatestModule(int groups, int size) : nn.Module<Tensor, Tensor>(nameof(GreatestModule)), ILinkKind
{
    public LinkKind LinkKind => LinkKind.Slope;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.reshape([.. input.shape[..^1], groups, size]).max(-1).values.MoveToOuterDisposeScope();
    }
}
