using System.CommandLine;
using Fathom.Cli.Json;
using Fathom.Cli.Text;
using Fathom.Journal;
using Fathom.Lab.Cures;
using Fathom.Runs;

namespace Fathom.Cli.Commands;

/// <summary>Shows two recorded runs side by side.</summary>
sealed class CompareCommand
{
    readonly Argument<string> _left = new("RUN") { Description = "A run: its folder, its id or the beginning of it, or latest." };

    readonly Argument<string> _right = new("OTHER") { Description = "The run that it is compared with." };

    public Command Build(Func<ParseResult, Terminal> terminal, SharedOptions shared)
    {
        var command = new Command("compare", "Show two recorded runs side by side: losses, held-out results, ledgers by kind, findings, and what differs in their recipes.") { _left, _right };
        command.SetAction(parsed => Run(parsed, terminal(parsed), shared));
        return command;
    }

    int Run(ParseResult parsed, Terminal terminal, SharedOptions shared)
    {
        var json = JsonOutput.For(parsed.GetValue(shared.Json), terminal);
        var comparison = RunComparison.Of(Read(parsed.GetValue(_left)!), Read(parsed.GetValue(_right)!));
        var recipes = DiffLine.Between(Trained(comparison.Left.Recipe), Trained(comparison.Right.Recipe));
        if (json is not { TakesStandardOutput: true }) ComparisonPage.Write(new(terminal), comparison, recipes);
        json?.Write(writer => ComparisonJson.Write(writer, comparison, recipes));
        return ExitCode.Healthy;
    }

    /// <summary>What a recipe is called and teaches is no part of the training.</summary>
    static string Trained(string recipe) =>
        string.Join('\n', recipe.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("name:", StringComparison.Ordinal) && !line.StartsWith("teaches:", StringComparison.Ordinal)));

    static RunView Read(string word)
    {
        try
        {
            return RunReader.Read(RunReference.Find(word, RunFolders.Default).Path);
        }
        catch (RunFolderException refusal)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }
}
