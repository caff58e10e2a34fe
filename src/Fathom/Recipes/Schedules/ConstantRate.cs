namespace Fathom.Recipes;

/// <summary>The learning rate stays as it is.</summary>
public sealed record ConstantRate : Schedule
{
    /// <inheritdoc/>
    public override double RateAt(double rate, long taken, long steps) => rate;
}
