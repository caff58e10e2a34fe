using Fathom.Lab.Training;

namespace Fathom.Cli.Tests;

/// <summary>One call of the program with everything it wrote.</summary>
sealed record CommandLineRun(int ExitCode, string Out, string Error, ExaminationOrder? Order)
{
    public static CommandLineRun Of(Func<Examination> answer, params string[] words) => Of(new Terminal { Out = TextWriter.Null, Error = TextWriter.Null }, answer, words);

    public static CommandLineRun Of(Terminal terminal, Func<Examination> answer, params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var examiner = new ScriptedExaminer(answer);

        var exitCode = new CommandLine(terminal with { Out = output, Error = error }, examiner, TimeProvider.System).Run(words);

        return new(exitCode, output.ToString(), error.ToString(), examiner.LastOrder);
    }
}
