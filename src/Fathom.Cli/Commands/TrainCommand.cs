using System.CommandLine;
using System.CommandLine.Parsing;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Diagnoses;
using Fathom.Journal;
using Fathom.Lab.Training;
using Fathom.Runs;

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

    readonly Option<SavePace?> _saveEvery = new("--save-every")
    {
        Description = "Write checkpoints also every so many steps: that of --save, and the run's own. With 90s or 5m: the run's own about so often, instead of every 30s.",
        HelpName = "PACE",
        CustomParser = PaceOf,
    };

    readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on as if the training had never ended: from a run (its folder, its id or the beginning of it, or latest) or from a checkpoint's file.",
        HelpName = "RUN",
    };

    readonly Option<string?> _answers = new("--answers")
    {
        Description = "Write what the network answers to FILE, again and again while it learns: over the plane, or to a few samples held out.",
        HelpName = "FILE",
    };

    readonly Option<long?> _watchEvery = new("--watch-every")
    {
        Description = "Read the probes every so many steps whatever it costs, instead of as often as a hundredth of the time pays for.",
        HelpName = "STEPS",
        CustomParser = argument => SharedOptions.Whole(argument, 1, int.MaxValue),
    };

    readonly Option<Severity?> _failOn = TrainingOptions.FailOn();

    readonly Option<string[]> _set = TrainingOptions.Set();

    readonly RecordingOptions _recording = new();

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("train", "Train a recipe to its end, guarded and watched at little cost; keep checkpoints and go on from them.")
        {
            _recipe, _dataSource, _steps, _guard, _save, _saveEvery, _resume, _answers, _watchEvery, _failOn, _set,
        };
        _recording.AddTo(command);
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        var order = OrderOf(parsed, shared);
        using var run = order.Run;
        var report = Train(order, terminal);
        if (json is not { TakesStandardOutput: true }) TrainingPage.Write(new(terminal), report, run);
        json?.Write(writer => TrainingJson.Write(writer, report, run?.Folder));
        return ExitCodeOf(report, parsed.GetValue(_failOn) ?? Severity.Error);
    }

    TrainOrder OrderOf(ParseResult parsed, SharedOptions shared)
    {
        var (recipe, resume, save) = (parsed.GetValue(_recipe), parsed.GetValue(_resume), parsed.GetValue(_save));
        if (recipe is null && resume is null)
            throw new CallRefusedException("fathom train needs a RECIPE, or a run or a checkpoint with --resume. See fathom train --help.");
        CheckPlace(save);
        var (pace, settings) = (parsed.GetValue(_saveEvery), parsed.GetValue(_set) ?? []);
        var isFile = resume is not null && File.Exists(resume);
        var continued = resume is null ? null : isFile ? RunOf(resume) : Find(resume);
        var run = _recording.Of(parsed, continued, inPlace: continued is not null && !isFile);
        if (pace is not null && save is null && run is null)
            throw new CallRefusedException("--save-every says when, but not where: name the file with --save FILE, or leave out --no-record.");
        return new TrainOrder(recipe)
        {
            Data = parsed.GetValue(_dataSource),
            Seed = parsed.GetValue(shared.Seed),
            Steps = parsed.GetValue(_steps),
            Guards = GuardsOf(parsed.GetValue(_guard) ?? []),
            SaveTo = save,
            SaveEvery = pace?.Steps,
            CheckpointPause = pace?.Time,
            Resume = isFile ? resume : continued?.CheckpointPath,
            Run = run,
            AnswersTo = parsed.GetValue(_answers),
            WatchEvery = (int?)parsed.GetValue(_watchEvery),
            Diagnoses = settings.Length == 0 ? null : Thresholds.Apply(settings, AllDiagnoses.List),
        };
    }

    /// <summary>The run that is gone on from.</summary>
    static RunFolder Find(string word)
    {
        try
        {
            var run = RunReference.Find(word, RunFolders.Default);
            return File.Exists(run.CheckpointPath) ? run : throw new CallRefusedException($"The run in {run.Path} has no checkpoint to go on from; {WhatHasOne(run)}.");
        }
        catch (RunFolderException refusal)
        {
            throw new CallRefusedException($"--resume must name a run or a checkpoint's file, but was '{word}'. {refusal.Message}");
        }
    }

    static string WhatHasOne(RunFolder run) => run.Manifest.Kind == RunKind.Train ? "its disk refused them" : "only a run of fathom train has one";

    /// <summary>The run whose own checkpoint the file is; null where it lies elsewhere.</summary>
    static RunFolder? RunOf(string checkpoint)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(checkpoint))!;
            return RunFolder.IsRun(folder) && RunFolder.Open(folder) is var run && run.CheckpointPath == Path.GetFullPath(checkpoint) ? run : null;
        }
        catch (RunFolderException)
        {
            // The checkpoint is what matters; whose it is only goes into the manifest.
            return null;
        }
    }

    static SavePace? PaceOf(ArgumentResult argument)
    {
        if (SavePace.Parse(argument.Tokens[0].Value) is { } pace) return pace;
        argument.AddError($"--save-every must be steps such as 500, or a time such as 90s, 10m or 1h, but was '{argument.Tokens[0].Value}'.");
        return null;
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
