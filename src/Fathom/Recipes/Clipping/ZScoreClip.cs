namespace Fathom.Recipes;

/// <summary>A gradient whose norm stands out from the running mean by too many deviations is pulled back towards it (ZClip).</summary>
/// <remarks>Kumar, Owen, Chowdhury and Güra (2025), ZClip: adaptive spike mitigation for LLM pre-training.</remarks>
public sealed record ZScoreClip : AdaptiveClip
{
    /// <summary>From how many deviations on, above 0 to 1,000; default 2.5.</summary>
    public double Threshold { get; init => field = Require.Between(Require.Positive(value), 0, 1000, nameof(Threshold)); } = 2.5;

    /// <summary>How slowly mean and variance forget, 0 to below 1; default 0.97.</summary>
    public double Alpha { get; init => field = Require.Share(value); } = 0.97;

    /// <summary>From how many norms the first mean and variance are taken, while nothing is clipped, 1 to 1,000,000; default 25.</summary>
    public int WarmUp { get; init => field = Require.Between(value, 1, 1_000_000, nameof(WarmUp)); } = 25;
}
