using System.Globalization;
using System.Text;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Reads recipes from YAML and writes them back.</summary>
public static class RecipeFile
{
    /// <summary>How many bytes a recipe may have: 1 MiB.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The recipe in a file, or the one that ships inside under this name.</summary>
    /// <param name="pathOrName">A file's path, or the name of a bundled recipe such as <c>deep-sigmoid</c>; a file comes first.</param>
    /// <exception cref="RecipeException">There is no such file and no such name, or the recipe is wrong: all its mistakes.</exception>
    public static Recipe Load(string pathOrName)
    {
        if (File.Exists(pathOrName)) return Parse(ReadText(pathOrName), pathOrName);
        if (BundledRecipes.Find(pathOrName) is { } bundled) return bundled;

        if (Directory.Exists(pathOrName))
            throw Failure(pathOrName, "This is a folder; a recipe is a file. Give the file's path.");
        var hint = NearestName.Of(pathOrName, BundledRecipes.Names) is { } near ? $"Did you mean {near}? " : "";
        throw Failure(pathOrName, $"There is neither a file nor a bundled recipe of this name. {hint}Bundled are {string.Join(", ", BundledRecipes.Names)}.");
    }

    /// <summary>The recipe that <paramref name="yaml"/> writes down.</summary>
    /// <param name="yaml">YAML text of at most <see cref="MostBytes"/> characters.</param>
    /// <param name="source">What messages call it: the file's path or the recipe's name.</param>
    /// <exception cref="RecipeException">The recipe is wrong: all its mistakes, 50 at most, in the order of the text.</exception>
    public static Recipe Parse(string yaml, string source = "recipe") => Read(yaml, source).Recipe;

    /// <summary>The recipe, and where each of its records stands in the text.</summary>
    internal static (Recipe Recipe, RecipeReading Reading) Read(string yaml, string source)
    {
        if (yaml.Length > MostBytes) throw TooLong(source, yaml.Length);
        var reading = new RecipeReading();
        using var text = new StringReader(yaml);
        var root = new NodeReader(reading).Read(text);
        var recipe = root is null ? null : RecipeWords.Root.Read(root, new Spot("", "A recipe"), reading) as Recipe;
        if (recipe is not null && reading.Holds(recipe.Network) && !reading.HasUnder("network")) NetworkRules.Check(recipe.Network, reading);
        if (recipe is not null && reading.Count == 0) TrainingRules.Check(recipe, reading);
        return reading.Count == 0 ? (recipe!, reading) : throw new RecipeException(source, reading.Mistakes);
    }

    /// <summary>The YAML text of a recipe, defaults left out; parsing it gives an equal recipe.</summary>
    public static string Write(Recipe recipe)
    {
        using var text = new YamlText();
        RecipeWords.Root.Write(recipe, text);
        return text.Finish();
    }

    /// <summary>Checks a recipe that was made or changed in code as parsing checks one from a file.</summary>
    /// <exception cref="RecipeException">The layers do not fit together: all mistakes, without line and column.</exception>
    public static void Check(Recipe recipe)
    {
        var reading = new RecipeReading();
        NetworkRules.Check(recipe.Network, reading);
        if (reading.Count == 0) TrainingRules.Check(recipe, reading);
        if (reading.Count > 0) throw new RecipeException(recipe.Name, reading.Mistakes);
    }

    internal static string ReadText(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.CanSeek && file.Length > MostBytes) throw TooLong(path, file.Length);
            var bytes = new byte[MostBytes + 1];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > MostBytes) throw TooLong(path, count);
            var mark = bytes.AsSpan(0, count).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, mark, count - mark);
        }
        catch (DecoderFallbackException exception)
        {
            throw Failure(path, $"A recipe must be text in UTF-8, but the byte at {exception.Index} is none. Save it as UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(path, $"The recipe cannot be read: {exception.Message}");
        }
    }

    static RecipeException TooLong(string source, long length) => Failure(source, string.Create(CultureInfo.InvariantCulture,
        $"A recipe may have at most {MostBytes:N0} bytes, but this has {length:N0} or more. Is it a recipe?"));

    static RecipeException Failure(string source, string message) => new(source, [new RecipeMistake(0, 0, "", message)]);
}
