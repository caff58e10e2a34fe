using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>What must hold between the named parts of a network and their uses.</summary>
static class PartRules
{
    /// <summary>Whether every use has its part, and no part holds itself; else the mistakes are in <paramref name="reading"/>.</summary>
    public static bool Check(Network network, RecipeReading reading)
    {
        var before = reading.Count;
        var parts = new Dictionary<string, Part>(StringComparer.Ordinal);
        foreach (var part in network.Parts)
        {
            if (!parts.TryAdd(part.Name, part)) reading.AddAt(part, "network.parts", $"Two parts are called {part.Name}; each needs a name of its own.");
        }

        foreach (var use in network.Parts.SelectMany(part => UsesIn(part.Layers)).Concat(UsesIn(network.Layers)))
        {
            if (!parts.ContainsKey(use.Part)) reading.AddAt(use, "network", Unknown(use.Part, [.. parts.Keys]));
        }

        foreach (var part in network.Parts.Where(part => Reaches(part, part.Name, parts, [])))
            reading.AddAt(part, "network.parts", $"The part {part.Name} holds itself, so it would never end; take its use out of it.");
        return reading.Count == before;
    }

    static bool Reaches(Part from, string name, Dictionary<string, Part> parts, HashSet<string> seen) =>
        UsesIn(from.Layers).Any(use => use.Part == name
            || (seen.Add(use.Part) && parts.TryGetValue(use.Part, out var next) && Reaches(next, name, parts, seen)));

    static IEnumerable<Use> UsesIn(ValueList<Layer> layers) => layers.SelectMany(layer => layer switch
    {
        Use use => [use],
        Repeat repeat => UsesIn(repeat.Layers),
        Block block => UsesIn(block.Layers),
        _ => Enumerable.Empty<Use>(),
    });

    static string Unknown(string name, string[] known) => $"There is no part {ScalarNode.Shorten(name)}; "
        + (known.Length == 0 ? "put one under network.parts."
            : NearestName.Of(name, known) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", known)}.");
}
