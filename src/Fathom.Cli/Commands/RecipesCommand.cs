using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Lab.Recipes;

namespace Fathom.Cli.Commands;

/// <summary>Lists the recipes that ship inside, prints one, and prints the language they are written in.</summary>
sealed class RecipesCommand(IExaminer examiner)
{
    readonly Argument<string> _name = new("NAME") { Description = "The name of a bundled recipe." };
    readonly Option<bool> _schema = new("--schema") { Description = "Print the recipe language as a JSON Schema, for editors." };
    readonly Option<bool> _guide = new("--guide") { Description = "Print every word of the recipe language, in Markdown." };

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var show = new Command("show", "Print a bundled recipe as YAML.") { _name };
        show.SetAction(parsed => Show(parsed.GetValue(_name)!, parsed.GetValue(shared.Json), terminal(parsed)));
        var command = new Command("recipes", "List the bundled recipes.") { _schema, _guide, show };
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        if (parsed.GetValue(_schema) && parsed.GetValue(_guide)) throw new CallRefusedException("--schema and --guide print different things; give one of them.");
        if (parsed.GetValue(_schema)) return Print(RecipeSchema.Text, terminal);
        return parsed.GetValue(_guide) ? Print(RecipeGuide.Text, terminal) : List(parsed.GetValue(shared.Json), terminal);
    }

    int List(string? target, Terminal terminal)
    {
        var json = JsonOutput.For(target, terminal);
        var recipes = examiner.Recipes;
        if (json is not { TakesStandardOutput: true })
        {
            var page = new Page(terminal);
            var width = recipes.Select(recipe => recipe.Name.Length).DefaultIfEmpty(0).Max();
            foreach (var recipe in recipes) page.Prose($" {recipe.Name.PadRight(width)}  ", recipe.Summary);
        }

        json?.Write(writer => RecipesJson.Write(writer, recipes));
        return ExitCode.Healthy;
    }

    static int Show(string name, string? target, Terminal terminal)
    {
        var json = JsonOutput.For(target, terminal);
        var yaml = BundledRecipes.TextOf(name) ?? throw new CallRefusedException(
            $"No bundled recipe is called '{name}'.{Suggestion.For(name, BundledRecipes.Names)} Bundled are {string.Join(", ", BundledRecipes.Names)}.");
        if (json is not { TakesStandardOutput: true }) Print(yaml, terminal);
        json?.Write(writer => RecipesJson.WriteOne(writer, name, yaml));
        return ExitCode.Healthy;
    }

    static int Print(string text, Terminal terminal)
    {
        terminal.Out.Write(text);
        terminal.Out.Flush();
        return ExitCode.Healthy;
    }
}
