namespace Fathom.Torch.Guards;

/// <summary>Keeps a step whose loss or gradient holds NaN or infinity from the weights and from the optimizer's memory.</summary>
/// <remarks>
/// <para>On in every monitor that takes the optimizer's steps, unless <see cref="MonitorOptions.Guards"/> says otherwise. Every gradient is looked
/// at in every step, in one read of its memory, and so is what the optimizer remembers: where that holds NaN or infinity, it is begun anew for
/// the parameter concerned, and the step is taken.</para>
/// <para>A step of finite numbers can still end in weights that are not: by a product too large, or a division by zero. Where that cannot be
/// excluded beforehand (see docs/guards/skip-non-finite.md), weights are copied before the step, looked at after it, and put back.</para>
/// <para>Buffers, such as the running statistics of batch-norm, are put back to what they were before a skipped step's forward pass.</para>
/// <para>Where nothing is wrong, no number of the training is changed.</para>
/// </remarks>
public sealed class SkipNonFinite : IGuard
{
    /// <summary>Set in tests to read small gradients on arrival as well as large ones.</summary>
    internal bool ReadsAllOnArrival { get; init; }

    GuardShift IGuard.Begin(GuardedTraining training) =>
        new SkipNonFiniteShift(training, ReadsAllOnArrival ? GradientArrivals.Of(training, leastTogether: 1, leastOfOne: 1) : GradientArrivals.Of(training));
}
