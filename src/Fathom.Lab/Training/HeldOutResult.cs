namespace Fathom.Lab.Training;

/// <summary>How a network does on data that its training never saw.</summary>
/// <param name="Loss">The mean loss per sample; NaN or infinite where the network answers so.</param>
/// <param name="Accuracy">The share of samples classified rightly, 0 to 1; null where the task is no classification.</param>
public sealed record HeldOutResult(double Loss, double? Accuracy);
