using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Lab.Experiments;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials.Workers;
using Spectre.Console;

namespace Fathom.Cli.Commands;

/// <summary>Reruns a published result and lays it beside what was published; without a name, lists what there is.</summary>
sealed class ExperimentCommand(IReadOnlyList<IExperiment> experiments, TimeProvider time)
{
    readonly Argument<string?> _name = new("NAME")
    {
        Description = "The experiment; without it, all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _only = new("--only")
    {
        Description = "Run only the parts whose names hold PART, such as the clinic's cases of one illness, or the healthy ones.",
        HelpName = "PART",
    };

    readonly Option<string?> _markdown = new("--markdown")
    {
        Description = "Write the tables as Markdown to FILE.",
        HelpName = "FILE",
    };

    readonly Option<int?> _jobs = new("--jobs")
    {
        Description = "How many parts run side by side where the experiment can; as many as there are cores unless said otherwise.",
        HelpName = "N",
    };

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("experiment", "Rerun a classic published result and compare it with the paper.") { _name, _only, _markdown, _jobs };
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        if (parsed.GetValue(_name) is not { } name) return List(terminal, json);
        var experiment = experiments.FirstOrDefault(experiment => experiment.Name == name) ?? throw new CallRefusedException(Unknown(name));

        experiment = SideBySide(PartOf(experiment, parsed.GetValue(_only)), parsed.GetValue(_jobs));
        var markdown = MarkdownFile.For(parsed.GetValue(_markdown));
        var report = Run(experiment, parsed.GetValue(shared.Seed) ?? 1, terminal);
        if (json is not { TakesStandardOutput: true }) Show(new Page(terminal), experiment, report);
        json?.Write(writer => ExperimentJson.Write(writer, experiment, report));
        markdown?.Write(report.ToMarkdown());
        return report.Interrupted ? ExitCode.Interrupted : report.Holds ? ExitCode.Healthy : ExitCode.Findings;
    }

    static IExperiment PartOf(IExperiment experiment, string? part)
    {
        if (string.IsNullOrEmpty(part)) return experiment;
        if (experiment is not IDividedExperiment divided) throw new CallRefusedException($"The experiment {experiment.Name} has no parts; leave --only out.");
        var chosen = (IDividedExperiment)divided.Only(part);
        if (chosen.Parts.Count > 0) return chosen;
        var hint = NearestName.Of(part, [.. divided.Parts]) is { } near ? $" Did you mean {near}?" : "";
        throw new CallRefusedException($"The experiment {experiment.Name} has no part '{part}'.{hint}");
    }

    static IExperiment SideBySide(IExperiment experiment, int? jobs)
    {
        if (jobs is < 1) throw new CallRefusedException(FormattableString.Invariant($"--jobs must be at least 1, but was {jobs}."));
        if (experiment is IParallelExperiment parallel) return parallel.SideBySide(() => new WorkerTrials(LabCurer.StartOfWorker, jobs: 1), jobs ?? Environment.ProcessorCount);
        return jobs is null ? experiment : throw new CallRefusedException($"The experiment {experiment.Name} runs one part after the other; leave --jobs out.");
    }

    ExperimentReport Run(IExperiment experiment, long seed, Terminal terminal)
    {
        using var interruption = new Interruption();
        using var progress = new ProgressLine(terminal, time);
        return experiment.Run(seed, (done, all) => progress.Show(new(done, all, null)), interruption.Token);
    }

    int List(Terminal terminal, JsonOutput? json)
    {
        if (json is not { TakesStandardOutput: true })
        {
            var page = new Page(terminal);
            var width = experiments.Max(experiment => experiment.Name.Length);
            foreach (var experiment in experiments) page.Prose($" {experiment.Name.PadRight(width)}  ", experiment.Question);
        }

        json?.Write(writer => ExperimentJson.Write(writer, experiments));
        return ExitCode.Healthy;
    }

    static void Show(Page page, IExperiment experiment, ExperimentReport report)
    {
        page.Line(" " + experiment.Question, Page.Strong);
        page.Line($" {report.Quantity}");
        page.Blank();
        foreach (var line in report.Summary.TrimEnd().Split('\n')) page.Line(line);
        page.Blank();
        if (report.Interrupted) page.Line(" Stopped before the last row.", new Style(Color.Yellow));
        else if (report.Holds) page.Line(" It holds.", new Style(Color.Green, decoration: Decoration.Bold));
        else page.Line(" It does not hold everywhere.", new Style(Color.Red, decoration: Decoration.Bold));
    }

    string Unknown(string name)
    {
        var names = experiments.Select(experiment => experiment.Name).ToList();
        var hint = NearestName.Of(name, names) is { } near ? $" Did you mean {near}?" : "";
        return $"There is no experiment '{name}'.{hint} There are {string.Join(", ", names)}.";
    }
}
