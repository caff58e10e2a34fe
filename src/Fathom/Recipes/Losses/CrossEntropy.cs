namespace Fathom.Recipes;

/// <summary>The surprise at the right class after a softmax: for data with classes, one output per class.</summary>
public sealed record CrossEntropy : Loss;
