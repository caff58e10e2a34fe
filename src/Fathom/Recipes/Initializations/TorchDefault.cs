namespace Fathom.Recipes;

/// <summary>As PyTorch does it: weights and biases uniform within ±1/√fan-in, a variance of 1/(3 fan-in).</summary>
public sealed record TorchDefault : Initialization;
