namespace Fathom.Ledger;

/// <summary>The losses of several steps in a row, summed up.</summary>
/// <param name="FirstStep">The number of the first step.</param>
/// <param name="Count">How many steps had a finite loss.</param>
/// <param name="Mean">The mean of those; NaN where there were none.</param>
/// <param name="Variance">Their variance around the mean, 0 for one alone; NaN where there were none.</param>
public readonly record struct LossBlock(long FirstStep, long Count, double Mean, double Variance);
