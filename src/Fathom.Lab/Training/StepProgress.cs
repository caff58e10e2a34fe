namespace Fathom.Lab.Training;

/// <summary>How far a training is, told after each step.</summary>
/// <param name="Step">The step that was just taken, from 1.</param>
/// <param name="Total">How many steps are meant to be taken.</param>
/// <param name="Loss">The loss of the step's batch, before the update; NaN or infinite where it was.</param>
public readonly record struct StepProgress(long Step, long Total, double Loss);
