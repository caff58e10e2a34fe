namespace Fathom.Recipes;

/// <summary>The learning rate is multiplied by a factor every so many steps.</summary>
public sealed record StepDecay : Schedule
{
    /// <summary>Every how many steps, 1 to 1,000,000,000.</summary>
    public required long Every { get; init => field = Require.Between(value, 1, 1_000_000_000, nameof(Every)); }

    /// <summary>What the rate is multiplied by, above 0 to 1,000; default 0.1.</summary>
    public double Factor { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Factor)); } = 0.1;

    /// <inheritdoc/>
    public override double RateAt(double rate, long taken, long steps) => rate * Math.Pow(Factor, taken / Every);
}
