namespace Fathom.Lab.Training;

/// <summary>What became of the loss.</summary>
/// <param name="First">The loss of the first step's batch; NaN or infinite where it was.</param>
/// <param name="Last">The loss of the last step's batch.</param>
/// <param name="HeldOut">The mean loss over the held-out data after the last step; null where nothing was held out.</param>
/// <param name="Accuracy">The share of held-out samples classified rightly, 0 to 1; null where the task is no classification.</param>
public sealed record LossRecord(double First, double Last, double? HeldOut, double? Accuracy);
