using Fathom.Ledger;
using Fathom.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>A learnt vector for each whole number; data that comes as floating-point numbers is taken as whole ones.</summary>
sealed class EmbeddingModule : nn.Module<Tensor, Tensor>, ILinkKind
{
    public EmbeddingModule(long vocabulary, long width)
        : base(nameof(EmbeddingModule)) =>
        register_parameter("weight", new Parameter(empty(vocabulary, width).DetachFromDisposeScope()));

    public Parameter Weight => get_parameter("weight")!;

    public LinkKind LinkKind => LinkKind.Weight;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var rows = Weight.index_select(0, input.flatten().to(int64));
        return rows.reshape([.. input.shape, Weight.shape[1]]).MoveToOuterDisposeScope();
    }
}
