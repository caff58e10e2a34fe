namespace Fathom.Torch.Guards;

/// <summary>Skips a step whose gradient is far greater than those of the steps before it.</summary>
/// <remarks>
/// <para>Far: the logarithm of the gradient's norm lies more than <see cref="Threshold"/> robust deviations above the median of the last
/// <see cref="Window"/> steps, and the norm is at least ten times that of the median. The deviation is 1.4826 times the median absolute one
/// (Hampel 1974). Logarithms, because norms spread by factors.</para>
/// <para>The norm of a skipped step does not count among those so far; but after <see cref="MostInARow"/> skipped steps in a row the new size is
/// taken for the usual one. Steps of 0 or of no gradient are let through.</para>
/// </remarks>
public sealed class SkipSpike : IGuard
{
    /// <summary>
    /// From how many robust deviations on, above 0; default 13: with tails as heavy as exponential ones, less than one step in a million.
    /// </summary>
    public double Threshold { get; init => field = Require.Positive(value); } = LossBand.Deviations;

    /// <summary>How many past steps count, 16 to 10,000; default 100. No step is skipped before there are 16.</summary>
    public int Window { get; init => field = Require.Between(value, 16, 10_000, nameof(Window)); } = 100;

    /// <summary>How many steps in a row are skipped at most, at least 1; default 5.</summary>
    public int MostInARow { get; init => field = Require.AtLeast(value, 1, nameof(MostInARow)); } = 5;

    GuardShift IGuard.Begin(GuardedTraining training) => new SkipSpikeShift(this, training);
}
