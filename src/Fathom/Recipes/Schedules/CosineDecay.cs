namespace Fathom.Recipes;

/// <summary>The learning rate falls along half a cosine over the whole training.</summary>
/// <remarks>Loshchilov and Hutter (2017), SGDR: stochastic gradient descent with warm restarts, equation 5, without restarts.</remarks>
public sealed record CosineDecay : Schedule
{
    /// <summary>The learning rate that it falls to, 0 to 1,000,000; default 0.</summary>
    public double To { get; init => field = Require.Between(value, 0, 1e6, nameof(To)); }

    /// <inheritdoc/>
    public override double RateAt(double rate, long taken, long steps) =>
        To + (rate - To) * (1 + Math.Cos(Math.PI * Math.Min(taken, steps) / steps)) / 2;
}
