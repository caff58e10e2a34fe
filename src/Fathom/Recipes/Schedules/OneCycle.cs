namespace Fathom.Recipes;

/// <summary>The learning rate rises to a peak along half a cosine and falls far below its beginning along another.</summary>
/// <remarks>
/// Smith and Topin (2018), Super-convergence; the two phases of PyTorch's OneCycleLR. Momentum stays as it is, where the paper cycles it
/// the other way.
/// </remarks>
public sealed record OneCycle : Schedule
{
    /// <summary>The peak, above 0 to 1,000,000; null: the optimizer's learning rate.</summary>
    public double? Max { get; init => field = value is { } max ? Require.Between(Require.Positive(max), 0, 1e6, nameof(Max)) : null; }

    /// <summary>Which share of the steps the rise takes, above 0 to below 1; default 0.3.</summary>
    public double Rise { get; init => field = Require.Fraction(value); } = 0.3;

    /// <summary>What the peak is divided by at the beginning, 1 to 1,000,000,000; default 25.</summary>
    public double StartDivisor { get; init => field = Require.Between(value, 1, 1e9, nameof(StartDivisor)); } = 25;

    /// <summary>What the beginning is divided by at the end, 1 to 1,000,000,000; default 10,000.</summary>
    public double EndDivisor { get; init => field = Require.Between(value, 1, 1e9, nameof(EndDivisor)); } = 1e4;

    /// <inheritdoc/>
    public override double RateAt(double rate, long taken, long steps)
    {
        var peak = Max ?? rate;
        var start = peak / StartDivisor;
        var (top, last) = (Rise * steps - 1, Math.Max(1.0, steps - 1));
        return taken < top ? Between(start, peak, taken / top) : Between(peak, start / EndDivisor, Math.Min(1, (taken - top) / (last - top)));
    }

    static double Between(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
}
