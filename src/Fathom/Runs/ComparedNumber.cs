namespace Fathom.Runs;

/// <summary>One number of two runs.</summary>
/// <param name="Name">What it is, such as "loss" or "held-out/accuracy".</param>
/// <param name="Left">The first run's; null where it has none.</param>
/// <param name="Right">The second run's; null where it has none.</param>
/// <param name="FirstStep">The first step that it is a mean over; the step itself where it is one value.</param>
/// <param name="LastStep">The last step, the same for both runs.</param>
public sealed record ComparedNumber(string Name, double? Left, double? Right, long FirstStep, long LastStep);
