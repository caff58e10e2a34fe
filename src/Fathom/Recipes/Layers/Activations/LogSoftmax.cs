namespace Fathom.Recipes;

/// <summary>The logarithm of the softmax: over the last number of the shape, over the channels of an image.</summary>
public sealed record LogSoftmax : Activation;
