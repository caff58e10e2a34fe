namespace Fathom.Recipes;

/// <summary>Shares that add up to 1: over the last number of the shape, over the channels of an image.</summary>
public sealed record Softmax : Activation;
