namespace Fathom.Torch.Guards;

/// <summary>Tells the loop to stop when nothing more can be expected: by <see cref="GradientMonitor.ShouldStop"/>.</summary>
/// <remarks>
/// Hopeless is a training whose loss was not finite for <see cref="NonFinite"/> steps in a row, or lay above where it began, by more than
/// noise does (13 robust deviations of the first 16 losses), for <see cref="WorseThanNothing"/> steps in a row. A loop that goes on all the same is not hindered.
/// </remarks>
public sealed class StopOnHopeless : IGuard
{
    /// <summary>How many losses in a row that are not finite are enough, at least 1; default 10.</summary>
    public int NonFinite { get; init => field = Require.AtLeast(value, 1, nameof(NonFinite)); } = 10;

    /// <summary>How many losses in a row above where the training began are enough, at least 16; default 200.</summary>
    public int WorseThanNothing { get; init => field = Require.AtLeast(value, 16, nameof(WorseThanNothing)); } = 200;

    /// <summary>True to throw <see cref="TrainingStoppedException"/> out of the step; default false.</summary>
    public bool Raises { get; init; }

    GuardShift IGuard.Begin(GuardedTraining training) => new StopOnHopelessShift(this, training);
}
