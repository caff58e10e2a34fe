using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Layers that let time steps look at one another.</summary>
static class AttentionWords
{
    public static IReadOnlyList<Word> All =>
    [
        LayerWord.Weighted("transformer-block", "Self-attention and a feed-forward pair of linear layers, each with a skip and a layer-norm.",
            () => new TransformerBlock(),
            Option.Of("heads", new WholeForm<int>(1, 1000), (TransformerBlock block) => block.Heads,
                (block, heads) => block with { Heads = heads }, "How many heads attend side by side; they share the features evenly."),
            Option.Of("feed-forward", new WholeForm<int>(1, 1_000_000), (TransformerBlock block) => block.FeedForward,
                (block, units) => block with { FeedForward = units }, "How wide the feed-forward part is inside; unless said, four times the features."),
            Option.Of("norm", new EnumForm<NormPlacement>(), (TransformerBlock block) => block.Norm,
                (block, norm) => block with { Norm = norm }, "Where the block normalises: pre, at the start of each branch, or post, after each sum."),
            Option.Of("causal", new BooleanForm(), (TransformerBlock block) => block.Causal,
                (block, causal) => block with { Causal = causal }, "Whether a time step attends only to itself and those before it."),
            Option.Of("activation", new EnumForm<FeedForwardActivation>(), (TransformerBlock block) => block.Activation,
                (block, activation) => block with { Activation = activation }, "The function between the two linear layers."),
            Option.Of("dropout", new NumberForm(0, 1) { Below = true }, (TransformerBlock block) => block.Dropout,
                (block, share) => block with { Dropout = share }, "The share of numbers dropped at the end of each branch.")),
        LayerWord.Plain("positional-encoding", "Adds to each time step sines and cosines of its position.", () => new PositionalEncoding()),
    ];
}
