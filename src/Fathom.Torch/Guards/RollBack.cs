namespace Fathom.Torch.Guards;

/// <summary>Returns to the last healthy state when the loss leaves its band or is no longer finite: weights, buffers, the optimizer's memory.</summary>
/// <remarks>
/// <para>Healthy is a state whose loss lies in the band: from the best level (the median of 16 losses) up to an edge that noise does not reach,
/// see docs/guards/roll-back.md. Left is the band after three losses in a row above its edge or not finite.</para>
/// <para>Each return skips the batch and halves the learning rates; each snapshot after that doubles them again, until they are what the loop
/// says. The snapshot before is gone back to where the newest one leads out of the band again. After <see cref="MostReturns"/> returns without
/// a new snapshot between them the guard gives up: it restores the oldest snapshot, tells the loop to stop
/// (<see cref="GradientMonitor.ShouldStop"/>), and lets no further step through.</para>
/// <para>Torch's random state is kept in snapshots and restored from files; a return within a training leaves it, so that the next draws are others
/// than those that failed.</para>
/// </remarks>
public sealed class RollBack : IGuard
{
    /// <summary>How many steps lie between two snapshots, at least 1; default 100.</summary>
    public int StepsBetween { get; init => field = Require.AtLeast(value, 1, nameof(StepsBetween)); } = 100;

    /// <summary>How many snapshots are kept, 1 to 100; default 3. Each takes the memory of the weights and of what the optimizer remembers.</summary>
    public int Snapshots { get; init => field = Require.Between(value, 1, 100, nameof(Snapshots)); } = 3;

    /// <summary>How many returns in a row without a new snapshot are tried before the guard gives up, at least 1; default 5.</summary>
    public int MostReturns { get; init => field = Require.AtLeast(value, 1, nameof(MostReturns)); } = 5;

    /// <summary>A folder that gets the snapshots as files too, as many as are kept; null (default) for none.</summary>
    public string? Folder { get; init; }

    /// <summary>How many steps lie between two files, at least 1; default 1,000.</summary>
    public int StepsBetweenFiles { get; init => field = Require.AtLeast(value, 1, nameof(StepsBetweenFiles)); } = 1_000;

    /// <summary>True to throw <see cref="TrainingStoppedException"/> when the guard gives up; default false.</summary>
    public bool Raises { get; init; }

    GuardShift IGuard.Begin(GuardedTraining training) => new RollBackShift(this, training);
}
