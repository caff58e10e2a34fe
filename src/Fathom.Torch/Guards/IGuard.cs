namespace Fathom.Torch.Guards;

/// <summary>Keeps a training from harm: named after what it does, and handed to a monitor by <see cref="MonitorOptions.Guards"/>.</summary>
/// <remarks>A guard holds settings only. What it learns of a training belongs to the monitor, so one guard may serve many.</remarks>
public interface IGuard
{
    /// <summary>Begins to guard one training.</summary>
    internal GuardShift Begin(GuardedTraining training);
}
