namespace Fathom.Torch.Guards;

/// <summary>Lowers the learning rates when the loss leaves its band upwards.</summary>
/// <remarks>
/// The band is that of <see cref="RollBack"/>. The factor holds for the rest of the training, on top of whatever schedules the rates: they are
/// lowered for each step and put back after it. After each lowering the loss has 16 steps to come back.
/// </remarks>
public sealed class LowerLearningRateOnDivergence : IGuard
{
    /// <summary>What the rates are multiplied by each time, above 0 and below 1; default 0.5.</summary>
    public double Factor { get; init => field = Require.Fraction(value); } = 0.5;

    /// <summary>How often at most, at least 1; default 10.</summary>
    public int MostTimes { get; init => field = Require.AtLeast(value, 1, nameof(MostTimes)); } = 10;

    GuardShift IGuard.Begin(GuardedTraining training) => new LowerLearningRateShift(this, training);
}
