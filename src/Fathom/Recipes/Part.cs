namespace Fathom.Recipes;

/// <summary>Layers under a name, which a network may put in several places.</summary>
/// <param name="Name">What <see cref="Use"/> calls them.</param>
/// <param name="Layers">The layers, in the order of the forward pass.</param>
public sealed record Part(string Name, ValueList<Layer> Layers);
