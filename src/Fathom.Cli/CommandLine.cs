using System.CommandLine;
using System.CommandLine.Help;
using Fathom.Cli.Commands;
using Fathom.Lab.Experiments;

namespace Fathom.Cli;

/// <summary>The program: words in, an exit code out. Whatever goes wrong becomes one sentence on the error stream.</summary>
sealed class CommandLine
{
    readonly Terminal _terminal;
    readonly SharedOptions _shared = new();
    readonly RootCommand _root;

    public CommandLine(Terminal terminal, IExaminer examiner, TimeProvider time, ICurer? curer = null, ITrainer? trainer = null)
    {
        _terminal = terminal;
        _root = new RootCommand("The gradient doctor for neural networks on .NET.") { HelpName = "fathom" };
        _shared.AddTo(_root);
        _root.Add(new PredictCommand().Build(TerminalFor, _shared));
        _root.Add(new ExamineCommand(examiner, time).Build(TerminalFor, _shared));
        _root.Add(new TrainCommand(trainer ?? new LabTrainer(), time).Build(TerminalFor, _shared));
        _root.Add(new CureCommand(curer ?? new LabCurer(), time).Build(TerminalFor, _shared));
        _root.Add(new CompareCommand().Build(TerminalFor, _shared));
        _root.Add(TrialWorkerCommand.Build());
        _root.Add(new ExperimentCommand(AllExperiments.List, time).Build(TerminalFor, _shared));
        _root.Add(new RecipesCommand(examiner).Build(TerminalFor, _shared));
        _root.Add(new ReportCommand(time).Build(TerminalFor, _shared));
        _root.Add(new DataCommand(time).Build(TerminalFor, _shared));
        _root.Add(new WatchCommand().Build(TerminalFor));
        _root.Add(new RunsCommand(time).Build(TerminalFor, _shared));

        var help = _root.Options.OfType<HelpOption>().Single();
        var examples = new HelpWithExamples((HelpAction)help.Action!);
        help.Action = examples;
        _root.SetAction(examples.Invoke);
    }

    public int Run(IReadOnlyList<string> words)
    {
        var parsed = _root.Parse(words, new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true }) return Refuse(WrongCall(parsed), ExitCode.WrongCall);
        try
        {
            // Interruptions are the training's own affair, and exceptions are turned into sentences below.
            return parsed.Invoke(new()
            {
                Output = _terminal.Out, Error = _terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
        }
        catch (CallRefusedException refusal)
        {
            return Refuse(refusal.Message, ExitCode.WrongCall);
        }
        catch (OperationCanceledException)
        {
            return Refuse("Stopped before the first step: nothing was learnt.", ExitCode.Interrupted);
        }
        catch (Exception failure)
        {
            return Refuse($"The training failed: {FirstLine(failure.Message)} ({failure.GetType().Name})", ExitCode.TrainingFailed);
        }
    }

    Terminal TerminalFor(ParseResult parsed) => parsed.GetValue(_shared.NoColor) ? _terminal with { Colors = false } : _terminal;

    int Refuse(string sentence, int exitCode)
    {
        _terminal.Error.WriteLine($"fathom: {sentence}");
        return exitCode;
    }

    string WrongCall(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = CommandPath.Of(command);
        var remedy = $" See {path} --help.";
        if (parsed.UnmatchedTokens is not [var unknown, ..])
            return FirstLine(parsed.Errors[0].Message) + remedy;

        var isOption = unknown.StartsWith('-');
        var known = isOption
            ? command.Options.Concat(_root.Options).SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Select(child => child.Name);
        var noun = isOption ? "option" : command is RootCommand ? "command" : "further word";
        return $"{path} has no {noun} '{unknown}'.{Suggestion.For(unknown, known)}{remedy}";
    }

    static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
