namespace Fathom.Recipes;

/// <summary>Stochastic gradient descent: a step against the gradient; the learning rate is 0.01 unless said.</summary>
public sealed record Sgd : Optimizer
{
    /// <summary>Which share of the last update is taken along, 0 to below 1; default 0.</summary>
    public double Momentum { get; init => field = Require.Share(value); }
}
