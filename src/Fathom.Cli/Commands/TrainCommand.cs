using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Diagnoses;
using Fathom.Lab.Training;

namespace Fathom.Cli.Commands;

/// <summary>Trains a recipe to its end, guarded and watched, and keeps checkpoints.</summary>
sealed class TrainCommand(ITrainer trainer, TimeProvider time)
{
    const long MostSteps = 1_000_000_000;
    const string NoGuard = "none";

    readonly Argument<string?> _recipe = new("RECIPE")
    {
        Description = "A recipe file, or the name of a bundled recipe; may be left out with --resume.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _dataSource = TrainingOptions.DataSource();

    readonly Option<long?> _steps = new("--steps")
    {
        Description = "How many steps the training has in all, instead of the recipe's.",
        HelpName = "NUMBER",
        CustomParser = argument => SharedOptions.Whole(argument, 1, MostSteps),
    };

    readonly Option<string[]> _guard = new("--guard")
    {
        Description = $"A guard beside skip-non-finite, which is always on; may be given several times: {string.Join(", ", GuardWords.Names)}. "
            + "none switches all off.",
        HelpName = "NAME",
    };

    readonly Option<string?> _save = new("--save")
    {
        Description = "Write a checkpoint to FILE when the training ends or is interrupted.",
        HelpName = "FILE",
    };

    readonly Option<long?> _saveEvery = new("--save-every")
    {
        Description = "Write the checkpoint of --save also every so many steps.",
        HelpName = "STEPS",
        CustomParser = argument => SharedOptions.Whole(argument, 1, MostSteps),
    };

    readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on from a checkpoint as if the training had never ended.",
        HelpName = "FILE",
    };

    readonly Option<string?> _answers = new("--answers")
    {
        Description = "Write what the network answers to FILE, again and again while it learns: over the plane, or to a few samples held out.",
        HelpName = "FILE",
    };

    readonly Option<Severity?> _failOn = TrainingOptions.FailOn();

    readonly Option<string[]> _set = TrainingOptions.Set();

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("train", "Train a recipe to its end, guarded and watched at little cost; keep checkpoints and go on from them.")
        {
            _recipe, _dataSource, _steps, _guard, _save, _saveEvery, _resume, _answers, _failOn, _set,
        };
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        var report = Train(OrderOf(parsed, shared), terminal);
        if (json is not { TakesStandardOutput: true }) TrainingPage.Write(new(terminal), report);
        json?.Write(writer => TrainingJson.Write(writer, report));
        return ExitCodeOf(report, parsed.GetValue(_failOn) ?? Severity.Error);
    }

    TrainOrder OrderOf(ParseResult parsed, SharedOptions shared)
    {
        var (recipe, resume, save) = (parsed.GetValue(_recipe), parsed.GetValue(_resume), parsed.GetValue(_save));
        if (recipe is null && resume is null)
            throw new CallRefusedException("fathom train needs a RECIPE, or a checkpoint with --resume FILE. See fathom train --help.");
        if (save is null && parsed.GetValue(_saveEvery) is not null)
            throw new CallRefusedException("--save-every says when, but not where: name the file with --save FILE.");
        CheckPlace(save);
        var settings = parsed.GetValue(_set) ?? [];
        return new TrainOrder(recipe)
        {
            Data = parsed.GetValue(_dataSource),
            Seed = parsed.GetValue(shared.Seed),
            Steps = parsed.GetValue(_steps),
            Guards = GuardsOf(parsed.GetValue(_guard) ?? []),
            SaveTo = save,
            SaveEvery = parsed.GetValue(_saveEvery),
            Resume = resume,
            AnswersTo = parsed.GetValue(_answers),
            Diagnoses = settings.Length == 0 ? null : Thresholds.Apply(settings, AllDiagnoses.List),
        };
    }

    /// <summary>Null where none was named: then the checkpoint decides, or skip-non-finite stands alone.</summary>
    static IReadOnlyList<string>? GuardsOf(string[] names)
    {
        if (names.Length == 0) return null;
        if (names.Contains(NoGuard, StringComparer.Ordinal))
            return names.Length == 1 ? [] : throw new CallRefusedException("--guard none switches all guards off, so that no other can be named beside it.");
        foreach (var name in names)
        {
            if (!GuardWords.Names.Contains(name, StringComparer.Ordinal))
                throw new CallRefusedException($"--guard: there is no guard '{name}'.{Suggestion.For(name, GuardWords.Names)} There are {string.Join(", ", GuardWords.Names)}, and none.");
        }

        return [.. names.Prepend("skip-non-finite").Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Before the training, for afterwards it would be too late.</summary>
    static void CheckPlace(string? save)
    {
        if (save is null) return;
        if (save.Length == 0) throw new CallRefusedException("--save needs a file name.");
        if (Directory.Exists(save)) throw new CallRefusedException($"--save must name a file, but '{save}' is a folder. Name a file inside it.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(save));
        if (!Directory.Exists(folder)) throw new CallRefusedException($"--save {save}: the folder '{folder}' does not exist. Create it first.");
    }

    TrainingReport Train(TrainOrder order, Terminal terminal)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine(terminal, time);
        return trainer.Train(order, progress.Show, new GuardLog(progress).Tell, interruption.Token);
    }

    static int ExitCodeOf(TrainingReport report, Severity failOn)
    {
        if (report.Examination.Interrupted) return ExitCode.Interrupted;
        // What was to be kept and could not be is as good as lost.
        if (report.Failure is not null || report.CheckpointProblem is not null) return ExitCode.TrainingFailed;
        return report.Examination.Findings.Any(finding => finding.Severity >= failOn) ? ExitCode.Findings : ExitCode.Healthy;
    }
}
