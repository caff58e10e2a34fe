using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Diagnoses;
using Fathom.Lab.Training;

namespace Fathom.Cli.Commands;

/// <summary>Trains a recipe for a few steps under probes, and shows its ledger and its findings.</summary>
sealed class ExamineCommand
{
    const long MostSteps = 100_000_000;

    readonly Argument<string> _recipe = new("RECIPE")
    {
        Description = "A recipe file, or the name of a bundled recipe (see: fathom recipes).",
    };

    readonly Option<string?> _dataSource = TrainingOptions.DataSource();

    readonly Option<long?> _steps = new("--steps")
    {
        Description = "How many steps to train, instead of a few dozen.",
        HelpName = "NUMBER",
        CustomParser = argument => SharedOptions.Whole(argument, 1, MostSteps),
    };

    readonly Option<Severity?> _failOn = TrainingOptions.FailOn();

    readonly Option<string[]> _set = TrainingOptions.Set();

    readonly Option<string?> _sarif = new("--sarif")
    {
        Description = "Write the findings as SARIF 2.1.0 to FILE, or to standard output with -, for systems that show them beside the code.",
        HelpName = "FILE",
    };

    readonly Option<bool> _full = new("--full") { Description = "Show every link of a long ledger, and the links inside blocks." };
    readonly RecordingOptions _recording = new();
    readonly IExaminer _examiner;
    readonly TimeProvider _time;

    public ExamineCommand(IExaminer examiner, TimeProvider time) => (_examiner, _time) = (examiner, time);

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("examine", "Train a recipe for a few steps under probes; show its ledger, findings, causes and treatments.")
        {
            _recipe, _dataSource, _steps, _failOn, _set, _sarif, _full,
        };
        _recording.AddTo(command);
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        var sarif = JsonOutput.For(parsed.GetValue(_sarif), terminal, "--sarif");
        if (json is { TakesStandardOutput: true } && sarif is { TakesStandardOutput: true })
            throw new CallRefusedException("--json - and --sarif - cannot share standard output; give one of them a file.");
        var settings = parsed.GetValue(_set) ?? [];
        using var run = _recording.Of(parsed);
        var order = new ExaminationOrder(parsed.GetValue(_recipe)!)
        {
            Data = parsed.GetValue(_dataSource),
            Seed = parsed.GetValue(shared.Seed),
            Steps = parsed.GetValue(_steps),
            Diagnoses = settings.Length == 0 ? null : Thresholds.Apply(settings, AllDiagnoses.List),
            Run = run,
        };

        var examination = Examine(order, terminal);
        if (json is not { TakesStandardOutput: true } && sarif is not { TakesStandardOutput: true })
        {
            var page = new Page(terminal);
            ExaminationPage.Write(page, examination, parsed.GetValue(_full));
            RunLine.Write(page, run);
        }

        json?.Write(writer => ExaminationJson.Write(writer, examination, run?.Folder));
        sarif?.Write(writer => SarifJson.Write(writer, examination, SarifSource.Of(order.Recipe)));

        if (examination.Interrupted) return ExitCode.Interrupted;
        var failOn = parsed.GetValue(_failOn) ?? Severity.Error;
        return examination.Findings.Any(finding => finding.Severity >= failOn) ? ExitCode.Findings : ExitCode.Healthy;
    }

    Examination Examine(ExaminationOrder order, Terminal terminal)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine(terminal, _time);
        return _examiner.Examine(order, progress.Show, interruption.Token);
    }
}
