using System.Globalization;
using System.Text;

namespace Fathom.Lab.Recipes;

/// <summary>The recipe language as a page in Markdown: every word with its options, defaults, limits and an example.</summary>
public static class RecipeGuide
{
    const string Introduction = """
        # Recipes

        A recipe writes down a network, its training and its data as YAML. `fathom recipes` lists those that ship inside,
        `fathom recipes show NAME` prints one. This page lists every word; it is made from the same registry as the parser, by
        `fathom recipes --guide`, and [recipe.schema.json](recipe.schema.json) is made from it too, by `fathom recipes --schema`:
        an editor that knows the schema completes and checks recipes. For the YAML extension of Visual Studio Code, write as the
        first line of a recipe

        ```yaml
        # yaml-language-server: $schema=PATH/recipe.schema.json
        ```

        A recipe looks like this:

        """;

    /// <summary>The page, as <c>docs/recipes.md</c> has it.</summary>
    public static string Text { get; } = Write();

    static string Write()
    {
        var page = new StringBuilder().Append(Introduction.ReplaceLineEndings("\n")).Append('\n');
        AppendBlock(page, BundledRecipes.TextOf("deep-sigmoid")!.ReplaceLineEndings("\n").TrimEnd());
        foreach (var section in RecipeLanguage.Sections) AppendSection(page, section);
        foreach (var family in RecipeLanguage.Families) AppendFamily(page, family);
        return page.ToString();
    }

    static void AppendSection(StringBuilder page, Word section)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {Capital(section.Name)}\n\n{section.Doc}\n");
        AppendOptions(page, section, "Key");
    }

    static void AppendFamily(StringBuilder page, Family family)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## Each {family.Noun}\n\n{Spelt(family)}\n");
        foreach (var word in family.Words)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {family.Noun}: {word.Name}\n\n{word.Doc}");
            if (word.Aliases.Count > 0) page.Append(CultureInfo.InvariantCulture, $" Also written {string.Join(", ", word.Aliases.Select(alias => $"`{alias}`"))}.");
            page.Append('\n');
            if (word.Options.Count > 0) AppendOptions(page, word, "Option");
            page.Append('\n');
            AppendBlock(page, WordExample.Of(family, word));
        }
    }

    static void AppendOptions(StringBuilder page, Word word, string head)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n| {head} | Value | Default | Means |\n| --- | --- | --- | --- |\n");
        var fresh = word.Fresh();
        foreach (var option in word.Options)
        {
            var said = option.Get(fresh);
            var standard = option.IsRequired ? "must be said" : said is null ? "nothing" : $"`{Written(option, said)}`";
            var name = option == word.Main ? $"`{option.Name}`, also without its name" : $"`{option.Name}`";
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(option.Form.Expected)} | {Cell(standard)} | {Cell(option.Doc)} |\n");
        }
    }

    static string Written(Option option, object value)
    {
        if (option.Form is ISectionForm) return "{}";
        using var text = new YamlText();
        option.Form.Write(value, text);
        return text.Finish().Trim().ReplaceLineEndings(" ");
    }

    static string Spelt(Family family) => family.Spelling switch
    {
        Spelling.Beside => $"It stands as its word alone, or with its options beside it: `{{ word: first option, option: value }}`.",
        Spelling.Under => $"It stands as its word alone, or with its options under it: `{{ word: {{ option: value }} }}`.",
        Spelling.Call => $"It stands as its word alone, with its first option in parentheses, `word(value)`, or with its options under it: `{{ word: {{ option: value }} }}`.",
        _ => $"It stands as its word alone, or as `{{ {Family.SourceKey}: word, option: value }}`.",
    };

    static void AppendBlock(StringBuilder page, string yaml) => page.Append(CultureInfo.InvariantCulture, $"```yaml\n{yaml}\n```\n");

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
