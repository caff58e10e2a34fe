namespace Fathom.Diagnoses;

/// <summary>One number that a finding rests on.</summary>
/// <param name="Quantity">What was measured, and where: "update ratio of layer1.weight".</param>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">The limit that it passed; NaN where there is none.</param>
public sealed record Evidence(string Quantity, double Value, double Limit);
