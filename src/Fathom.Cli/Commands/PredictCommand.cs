using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Lab.Recipes;
using Fathom.Prognoses;

namespace Fathom.Cli.Commands;

/// <summary>Says what theory expects of a recipe's gradients, without data, training or libtorch.</summary>
sealed class PredictCommand
{
    readonly Argument<string> _recipe = new("RECIPE")
    {
        Description = "A recipe file, or the name of a bundled recipe (see: fathom recipes).",
    };

    readonly Option<double?> _inputSquare = new("--input-mean-square")
    {
        Description = "The mean square of the input's numbers, where it is known better than by the kind of data.",
        HelpName = "NUMBER",
        CustomParser = Square,
    };

    readonly Option<bool> _full = new("--full") { Description = "Show every link of a long ledger." };

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("predict", "What will the gradients do? The ledger that theory expects, in milliseconds, before any training.")
        {
            _recipe, _inputSquare, _full,
        };
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        try
        {
            var recipe = RecipeFile.Load(parsed.GetValue(_recipe)!);
            var prognosis = Prognosis.Of(recipe, new() { InputMeanSquare = parsed.GetValue(_inputSquare) });
            if (json is not { TakesStandardOutput: true }) PrognosisPage.Write(new(terminal), recipe, prognosis, parsed.GetValue(_full));
            json?.Write(writer => PrognosisJson.Write(writer, recipe, prognosis));
            return ExitCode.Healthy;
        }
        catch (RecipeException refusal)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }

    static double? Square(ArgumentResult argument)
    {
        var written = argument.Tokens[0].Value;
        if (double.TryParse(written, CultureInfo.InvariantCulture, out var square) && square > 0 && double.IsFinite(square)) return square;
        argument.AddError($"--input-mean-square must be a finite number above 0, but was '{written}'.");
        return null;
    }
}
