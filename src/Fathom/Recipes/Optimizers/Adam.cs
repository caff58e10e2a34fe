namespace Fathom.Recipes;

/// <summary>Steps of a size of their own for each weight, after the gradient's running mean and square; the learning rate is 0.001 unless said.</summary>
/// <remarks>Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1.</remarks>
public sealed record Adam : AdamLike;
