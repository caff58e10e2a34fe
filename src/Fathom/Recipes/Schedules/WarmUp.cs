namespace Fathom.Recipes;

/// <summary>The learning rate grows evenly up to the whole, and then goes on as another schedule says.</summary>
/// <remarks>Goyal et al. (2017), Accurate, large minibatch SGD, section 2.2. The first of n steps takes an n-th, the n-th the whole.</remarks>
public sealed record WarmUp : Schedule
{
    /// <summary>Over how many steps, 1 to 1,000,000,000.</summary>
    public required long Steps { get; init => field = Require.Between(value, 1, 1_000_000_000, nameof(Steps)); }

    /// <summary>What comes after, over the steps that are left; default: the rate stays.</summary>
    public Schedule Then { get; init; } = new ConstantRate();

    /// <inheritdoc/>
    public override double RateAt(double rate, long taken, long steps)
    {
        var left = Math.Max(1, steps - Steps);
        return taken < Steps
            ? Then.RateAt(rate, 0, left) * (taken + 1) / Steps
            : Then.RateAt(rate, taken - Steps, left);
    }
}
