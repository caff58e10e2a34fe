namespace Fathom.Recipes;

/// <summary>A layer whose outputs are weighted sums of its inputs.</summary>
public abstract record AffineLayer : WeightedLayer
{
    /// <summary>
    /// Whether the weights are learnt as a direction and a length, w = g · v / |v| for each output (Salimans &amp; Kingma 2016); default false.
    /// The layer starts as it would without, g being the length of the first weights.
    /// </summary>
    public bool WeightNorm { get; init; }
}
