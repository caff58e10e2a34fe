using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>The recipes that ship inside.</summary>
public static class BundledRecipes
{
    const string Prefix = "Fathom.Recipes.";
    const string Suffix = ".yaml";

    /// <summary>Their names in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(BundledRecipes).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All of them, in the order of <see cref="Names"/>.</summary>
    public static IEnumerable<Recipe> All => Names.Select(name => Find(name)!);

    /// <summary>The recipe called <paramref name="name"/>; null where none is.</summary>
    public static Recipe? Find(string name) => TextOf(name) is { } yaml ? RecipeFile.Parse(yaml, name) : null;

    /// <summary>Its YAML text as it ships, comments included; null where there is none.</summary>
    public static string? TextOf(string name)
    {
        if (!Names.Contains(name, StringComparer.Ordinal)) return null;
        using var reader = new StreamReader(typeof(BundledRecipes).Assembly.GetManifestResourceStream(Prefix + name + Suffix)!);
        return reader.ReadToEnd();
    }
}
