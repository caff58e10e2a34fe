namespace Fathom.Lab.Training;

/// <summary>How a training ended.</summary>
/// <param name="Steps">How many steps were taken.</param>
/// <param name="FirstLoss">The loss of the first step's batch; NaN where no step was taken.</param>
/// <param name="LastLoss">The loss of the last step's batch; NaN where no step was taken.</param>
public sealed record TrainingOutcome(long Steps, double FirstLoss, double LastLoss)
{
    /// <summary>True where the training was stopped from outside before its last step.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Why a guard ended the training; null where none did.</summary>
    public string? StopReason { get; init; }

    /// <summary>True where the training ended because the loss was no longer finite.</summary>
    public bool Lost { get; init; }
}
