namespace Fathom.Ledger;

/// <summary>The loss of one step.</summary>
/// <param name="Step">The number of the step, from 1.</param>
/// <param name="Loss">Its loss; NaN or infinite where it was.</param>
public readonly record struct LossPoint(long Step, double Loss);
