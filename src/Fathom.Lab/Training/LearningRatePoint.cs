namespace Fathom.Lab.Training;

/// <summary>One step of a learning-rate range test.</summary>
/// <param name="LearningRate">The rate with which the step was taken.</param>
/// <param name="Loss">The loss of its batch, before the update; NaN or infinite where it was.</param>
/// <param name="Smoothed">The running mean of the losses.</param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss, double Smoothed);
