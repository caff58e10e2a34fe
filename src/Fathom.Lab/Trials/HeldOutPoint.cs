namespace Fathom.Lab.Trials;

/// <summary>How a trial did on the data held out when it paused.</summary>
/// <param name="Step">After how many steps.</param>
/// <param name="Loss">The mean loss per sample; NaN or infinite where the network answered so.</param>
/// <param name="Accuracy">The share of samples classified rightly, 0 to 1; null where the task is no classification.</param>
public sealed record HeldOutPoint(long Step, double Loss, double? Accuracy);
