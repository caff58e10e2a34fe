namespace Fathom.Lab.Recipes;

/// <summary>Where in a recipe something is read.</summary>
/// <param name="Path">The way there from the root: <c>network.layers[2].linear</c>.</param>
/// <param name="Name">What a message calls it: <c>units</c>.</param>
readonly record struct Spot(string Path, string Name)
{
    public Spot Under(string key) => new(Path.Length == 0 ? key : $"{Path}.{key}", key);

    public Spot Item(int index) => new($"{Path}[{index}]", $"{Name}[{index}]");
}
