namespace Fathom.Lab.Datasets;

/// <summary>A class for each time step of each sample.</summary>
/// <param name="Values">Sample after sample, and in each step after step.</param>
/// <param name="Steps">How many time steps a sample has.</param>
/// <param name="Classes">How many classes there are, whether all of them occur or not.</param>
sealed record StepLabels(long[] Values, int Steps, int Classes);
