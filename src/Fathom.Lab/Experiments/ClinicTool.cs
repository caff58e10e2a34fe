namespace Fathom.Lab.Experiments;

/// <summary>How one tool, or one rule of a tool, fared on the clinic's runs.</summary>
/// <param name="Name">The tool, or what its rule does.</param>
/// <param name="Source">Who published it.</param>
/// <param name="Detected">The share of ill runs in which it said anything at all, 0 to 1.</param>
/// <param name="DetectedOfItsOwn">The same share over the illnesses that it was made for.</param>
/// <param name="Within20">The share of ill runs in which it said so by step 20.</param>
/// <param name="FalseAlarms">The share of healthy runs in which it said anything.</param>
public sealed record ClinicTool(string Name, string Source, double Detected, double DetectedOfItsOwn, double Within20, double FalseAlarms);
