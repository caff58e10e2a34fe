namespace Fathom.Lab.Recipes;

/// <summary>Where a recipe's file says what, for those who point into it.</summary>
public static class RecipeLines
{
    /// <summary>
    /// The lines, from 1, that say the layers, by the names that the layers bear in findings (<c>linear1</c>, <c>residual1.linear2</c>), and
    /// those of <c>data</c>, <c>loss</c> and <c>optimizer</c>. What the file leaves to defaults has no line.
    /// </summary>
    /// <param name="path">The recipe's file.</param>
    /// <exception cref="RecipeException">The file cannot be read, or the recipe is wrong.</exception>
    public static IReadOnlyDictionary<string, int> Of(string path)
    {
        var (recipe, reading) = RecipeFile.Read(RecipeFile.ReadText(path), path);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, record) in (IEnumerable<(string, object)>)[("data", recipe.Data), ("loss", recipe.Loss), ("optimizer", recipe.Training.Optimizer)])
            if (reading.LineOf(record) is { } line) lines[name] = line;
        foreach (var place in recipe.Network.AllPlaces())
            if (reading.LineOf(place.Layer) is { } line) lines.TryAdd(place.Name, line);
        return lines;
    }
}
