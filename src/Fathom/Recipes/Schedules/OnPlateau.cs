namespace Fathom.Recipes;

/// <summary>The learning rate is multiplied by a factor whenever the loss of the batches has found no new best for a while.</summary>
/// <remarks>
/// The rule of PyTorch's ReduceLROnPlateau, asked at every step. Losses of single batches are noisy, so they are smoothed first; with no
/// smoothing the rule is PyTorch's to the letter.
/// </remarks>
public sealed record OnPlateau : Schedule
{
    /// <summary>How many steps without a new best are borne, 0 to 1,000,000,000; default 100.</summary>
    public long Patience { get; init => field = Require.Between(value, 0, 1_000_000_000, nameof(Patience)); } = 100;

    /// <summary>What the rate is multiplied by, above 0 and below 1; default 0.1.</summary>
    public double Factor { get; init => field = Require.Fraction(value); } = 0.1;

    /// <summary>By which share of the best a loss must be lower to be a new best, 0 to below 1; default 0.0001.</summary>
    public double Threshold { get; init => field = Require.Share(value); } = 1e-4;

    /// <summary>How many steps after a drop are not counted, 0 to 1,000,000,000; default 0.</summary>
    public long Cooldown { get; init => field = Require.Between(value, 0, 1_000_000_000, nameof(Cooldown)); }

    /// <summary>The learning rate below which it never falls, 0 to 1,000,000; default 0.</summary>
    public double Least { get; init => field = Require.Between(value, 0, 1e6, nameof(Least)); }

    /// <summary>Which share of the running loss each step keeps, 0 to below 1; default 0.9.</summary>
    public double Smoothing { get; init => field = Require.Share(value); } = 0.9;

    /// <inheritdoc/>
    public override double RateAt(double rate, long taken, long steps) => rate;

    /// <summary>The learning rate after so many drops; a rate that was below <see cref="Least"/> from the beginning stays.</summary>
    public double RateAfter(double rate, int drops) => drops == 0 ? rate : Math.Min(rate, Math.Max(Least, rate * Math.Pow(Factor, drops)));
}
