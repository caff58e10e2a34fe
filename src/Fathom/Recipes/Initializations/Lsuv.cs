namespace Fathom.Recipes;

/// <summary>
/// Layer-sequential unit variance: orthogonal first, then scaled, layer by layer from the input on, until the layer's output on a batch
/// of the training data has a variance of 1.
/// </summary>
/// <remarks>
/// Mishkin and Matas (2016), All you need is a good init, algorithm 1. The scaling needs data, so it happens when a training loads it;
/// a network built without data stays orthogonal.
/// </remarks>
public sealed record Lsuv : Initialization
{
    /// <summary>How far from 1 the variance may stay, above 0 to 1; default 0.1, as in the paper.</summary>
    public double Tolerance { get; init => field = Require.Between(Require.Positive(value), 0, 1, nameof(Tolerance)); } = 0.1;

    /// <summary>How often a layer is scaled at most, 1 to 1,000; default 10.</summary>
    public int Tries { get; init => field = Require.Between(value, 1, 1000, nameof(Tries)); } = 10;
}
