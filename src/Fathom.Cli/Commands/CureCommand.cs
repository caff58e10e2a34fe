using System.CommandLine;
using System.CommandLine.Parsing;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Diagnoses;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Cli.Commands;

/// <summary>Finds the smallest change that cures a recipe, proves it, and writes the cured recipe.</summary>
sealed class CureCommand(ICurer curer, TimeProvider time)
{
    const int MostJobs = 1024;

    readonly Argument<string?> _recipe = new("RECIPE")
    {
        Description = "A recipe file, or the name of a bundled recipe (see: fathom recipes); may be left out with --in-place.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _inPlace = new("--in-place")
    {
        Description = "Go on from a checkpoint of fathom train, keeping what was learnt, and write a cured checkpoint too.",
        HelpName = "CHECKPOINT",
    };

    readonly Option<string?> _out = new("--out")
    {
        Description = "Where the cured recipe is written, instead of NAME-cured.yaml beside the recipe or checkpoint; a cured checkpoint goes beside it.",
        HelpName = "FILE",
    };

    readonly Option<bool> _force = new("--force") { Description = "Write over a file that is there already." };

    readonly Option<CureBudget?> _budget = new("--budget")
    {
        Description = "What the search may cost: 3x for three whole trainings (10x unless said otherwise), 1500 for steps, 90s, 10m or 1h for time.",
        HelpName = "BUDGET",
        CustomParser = BudgetOf,
    };

    readonly Option<long?> _jobs = new("--jobs")
    {
        Description = "How many trials run side by side, instead of one for each core; the result is the same for any number.",
        HelpName = "NUMBER",
        CustomParser = argument => SharedOptions.Whole(argument, 1, MostJobs),
    };

    readonly Option<Severity?> _treat = new("--treat")
    {
        Description = "The least severity that is treated: note, warning (the default), error or fatal.",
        HelpName = "SEVERITY",
        CustomParser = SharedOptions.SeverityOf,
    };

    readonly Option<string?> _dataSource = TrainingOptions.DataSource();
    readonly RecordingOptions _recording = new();

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("cure", "Find the smallest change that cures a recipe or a training in place, prove it on held-out data, and write the cured recipe.")
        {
            _recipe, _inPlace, _out, _force, _budget, _jobs, _treat, _dataSource,
        };
        _recording.AddTo(command);
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        using var run = _recording.Of(parsed);
        var order = new CureOrder(parsed.GetValue(_recipe))
        {
            InPlace = parsed.GetValue(_inPlace),
            Data = parsed.GetValue(_dataSource),
            Seed = parsed.GetValue(shared.Seed),
            Budget = parsed.GetValue(_budget) ?? new(),
            Treat = parsed.GetValue(_treat) ?? Severity.Warning,
            Jobs = (int?)parsed.GetValue(_jobs),
            Run = run,
        };
        var recipe = curer.Load(order);
        var mayReplace = parsed.GetValue(_force);
        var target = CuredFile.For(parsed.GetValue(_out), order.InPlace ?? order.Recipe ?? recipe.Name, recipe.Name, mayReplace);
        var continued = order.InPlace is null ? null : CuredFile.ForCheckpoint(target, order.InPlace, mayReplace);
        var isQuiet = json is { TakesStandardOutput: true };
        var report = Cure(recipe, order, isQuiet ? terminal with { Out = TextWriter.Null } : terminal);
        if (report.Cured is { } cured)
        {
            // The recipe first: it is worth having even where the checkpoint has changed meanwhile.
            target.Write(RecipeFile.Write(cured));
            if (continued is not null) curer.WriteCheckpoint(report, continued);
        }

        if (!isQuiet)
        {
            var page = new Page(terminal);
            CurePage.Write(page, report, target.Path, continued?.Path);
            RunLine.Write(page, run);
        }

        json?.Write(writer => CureJson.Write(writer, report, report.Cured is null ? null : target.Path, report.Cured is null ? null : continued?.Path, run?.Folder));
        return report.Verdict switch
        {
            CureVerdict.Healthy or CureVerdict.Cured => ExitCode.Healthy,
            CureVerdict.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Findings,
        };
    }

    CureReport Cure(Recipe recipe, CureOrder order, Terminal terminal)
    {
        using var interruption = new Interruption();
        using var rows = new CureRows(terminal, time);
        return curer.Cure(recipe, order, rows.Show, rows.Show, interruption.Token);
    }

    static CureBudget? BudgetOf(ArgumentResult argument)
    {
        var written = argument.Tokens[0].Value;
        if (CureBudget.Parse(written) is { } budget) return budget;
        argument.AddError($"--budget must be trainings such as 3x, steps such as 1500, or a time such as 90s, 10m or 1h, but was '{written}'.");
        return null;
    }
}
