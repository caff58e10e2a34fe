namespace Fathom.Recipes;

/// <summary>One layer where it stands in its network.</summary>
/// <param name="Name">Its name, which the module built from it bears too.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The shape of what comes in, without the batch.</param>
/// <param name="Output">The shape of what goes out; null where the layer cannot take what comes in.</param>
public sealed record LayerPlace(string Name, Layer Layer, ValueList<int> Input, ValueList<int>? Output);
