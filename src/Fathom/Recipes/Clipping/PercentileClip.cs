namespace Fathom.Recipes;

/// <summary>The gradient's norm is held below a percentile of the norms of the recent past (AutoClip).</summary>
/// <remarks>
/// Seetharaman, Wichern, Pardo and Le Roux (2020), AutoClip: adaptive gradient clipping for source separation networks, equations 2 and 3. In a
/// training whose norms stay as they are, the percentile 10 clips nine steps of ten: that is what it says.
/// </remarks>
public sealed record PercentileClip : AdaptiveClip
{
    /// <summary>The percentile, 0 to 100; default 10, as in the paper.</summary>
    public double Percentile { get; init => field = Require.Between(value, 0, 100, nameof(Percentile)); } = 10;

    /// <summary>How many past norms count, 1 to 1,000,000; default 10,000. The paper counts all.</summary>
    public int Window { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Window)); } = 10_000;
}
