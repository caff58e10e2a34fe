using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;

namespace Fathom.Cli.Commands;

/// <summary>Lists the recipes that ship inside.</summary>
sealed class RecipesCommand(IExaminer examiner)
{
    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("recipes", "List the bundled recipes.");
        command.SetAction(parsed => Run(parsed.GetValue(shared.Json), terminal(parsed)));
        return command;
    }

    int Run(string? target, Terminal terminal)
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
}
