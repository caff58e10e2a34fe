namespace Fathom.Recipes;

/// <summary>Self-attention of several heads and a feed-forward pair of linear layers, each with a skip and a layer-norm.</summary>
/// <remarks>
/// Vaswani et al. (2017), Attention is all you need, for the block and norm: post; Xiong et al. (2020), On layer normalization in
/// the transformer architecture, for norm: pre. A stack of pre-norm blocks wants a layer-norm of its own behind it.
/// </remarks>
public sealed record TransformerBlock : WeightedLayer
{
    /// <summary>How many heads attend side by side, 1 to 1,000; the features must be divisible by it. Default 4.</summary>
    public int Heads { get; init => field = Require.Between(value, 1, 1000, nameof(Heads)); } = 4;

    /// <summary>How wide the feed-forward part is inside, 1 to 1,000,000; null: four times the features.</summary>
    public int? FeedForward { get; init => field = value is { } units ? Require.Between(units, 1, 1_000_000, nameof(FeedForward)) : null; }

    /// <summary>Where the block normalises; default pre.</summary>
    public NormPlacement Norm { get; init; }

    /// <summary>Whether a time step attends only to itself and those before it; default false.</summary>
    public bool Causal { get; init; }

    /// <summary>The function between the two linear layers; default relu.</summary>
    public FeedForwardActivation Activation { get; init; }

    /// <summary>The share of numbers dropped at the end of each branch, 0 to below 1; default 0.</summary>
    public double Dropout { get; init => field = Require.Share(value); }

    /// <inheritdoc/>
    public override string InputRule => $"a sequence, time steps first, whose features {Heads} heads can share evenly";

    /// <summary>How wide the feed-forward part is where <paramref name="features"/> come in.</summary>
    public int FeedForwardOf(int features) => FeedForward ?? 4 * features;

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) =>
        input.Count == 2 && input[1] % Heads == 0 && input[1] <= int.MaxValue / 4 ? input : null;

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input)
    {
        var (features, inner) = ((long)input[1], (long)FeedForwardOf(input[1]));
        var weights = 4 * features * features + 2 * features * inner;
        return weights + (Bias ? 5 * features + inner : 0) + 4 * features;
    }
}
