namespace Fathom.Lab.Cures;

/// <summary>One seed's treated run beside its untreated one, after the same steps on the same batches. What is compared is better where it is smaller.</summary>
/// <param name="Seed">The seed of both.</param>
/// <param name="Untreated">The held-out error of the recipe as it is; NaN or infinite where its training was lost.</param>
/// <param name="Treated">The held-out error with the change.</param>
/// <param name="Baseline">The error of the best answer that does not look at its input; null where that is not known.</param>
public sealed record Pair(long Seed, double Untreated, double Treated, double? Baseline)
{
    /// <summary>What the treated run has to beat: the untreated one, or the constant answer where the untreated one is worse than that or lost.</summary>
    /// <remarks>A training that explodes is 938 or 1e30 behind, as chance will have it; to do better than a constant answer is the stricter demand, and the same for all seeds.</remarks>
    public double Reference => (double.IsFinite(Untreated), Baseline) switch
    {
        (true, { } baseline) => Math.Min(Untreated, baseline),
        (true, null) => Untreated,
        (false, { } baseline) => baseline,
        _ => double.NaN,
    };

    /// <summary>By how much the treated run is better; negative where it is worse, NaN where nothing can be said.</summary>
    public double Gain => double.IsFinite(Treated) ? Reference - Treated : double.NaN;

    /// <summary>The gain as a share of the reference; 0 where the reference is 0.</summary>
    public double RelativeGain => Reference == 0 ? 0 : Gain / Math.Abs(Reference);
}
