using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>A recipe, such as a cured one, as the Lab's controls can say it.</summary>
/// <param name="State">Where the controls would stand.</param>
/// <param name="Lost">Lines of the recipe that no control can say; empty where the controls say all of it.</param>
public sealed record LabTakeover(LabState State, IReadOnlyList<string> Lost)
{
    /// <summary>Reads <paramref name="recipe"/>: what no control can say stays as in <paramref name="before"/>.</summary>
    public static LabTakeover Of(Recipe recipe, LabState before)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(before);
        var state = new LabStateReader(before).Read(recipe);
        return new(state, Missing(Plain(recipe), Plain(LabRecipe.Of(state))));
    }

    static List<string> Missing(Recipe wanted, Recipe said)
    {
        if (wanted.Equals(said)) return [];
        var there = RecipeFile.Write(said).Split('\n').ToList();
        // Each line there answers for one line, so that a second dropout is missed as well.
        return [.. RecipeFile.Write(wanted).Split('\n').Where(line => !there.Remove(line)).Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    /// <summary>Two recipes that train alike are equal so: names, repetitions and what only readers need are left out.</summary>
    static Recipe Plain(Recipe recipe) => recipe with
    {
        Name = "plain",
        Teaches = null,
        Network = recipe.Network with { Layers = [.. Plain(recipe.Network.Layers)] },
    };

    internal static IEnumerable<Layer> Plain(IEnumerable<Layer> layers) => layers.SelectMany<Layer, Layer>(layer => layer switch
    {
        Repeat repeat => Enumerable.Repeat(repeat.Layers, repeat.Times).SelectMany(Plain),
        Block block => [block with { Name = null, Layers = [.. Plain(block.Layers)] }],
        Identity => [],
        _ => [layer with { Name = null }],
    });
}
