namespace Fathom.Lab.Datasets;

/// <summary>How often a class occurs.</summary>
/// <param name="Number">Its number, as networks learn it.</param>
/// <param name="Name">What it is called; its number where it has no name.</param>
/// <param name="Count">How many samples are of it.</param>
public sealed record ClassCount(int Number, string Name, long Count);
