using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Fathom.Cli.Commands;

/// <summary>The parser's own help, followed by examples and the exit codes.</summary>
sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    const string ExitCodes = """
        Exit codes:
          0    healthy
          1    findings at or above --fail-on (default: error)
          2    the call, the recipe or its data is wrong
          3    the training itself failed
          130  interrupted

        """;

    static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["fathom"] = """
            Examples:
              fathom predict deep-sigmoid                            what will its gradients do? (milliseconds, no training)
              fathom examine deep-sigmoid                            what is wrong with twenty sigmoid layers?
              fathom examine deep-sigmoid --data mnist:data/mnist    the same on real data
              fathom recipes                                         which recipes ship inside?

            """,
        ["predict"] = """
            Examples:
              fathom predict deep-sigmoid
              fathom predict my-network.yaml --input-mean-square 0.1
              fathom predict deep-sigmoid --json - | jq .totalDecades

            """,
        ["examine"] = """
            Examples:
              fathom examine deep-sigmoid
              fathom examine my-network.yaml --steps 200 --seed 7
              fathom examine deep-sigmoid --data mnist:data/mnist
              fathom examine deep-sigmoid --json - | jq .ledger.totalDecades
              fathom examine my-network.yaml --fail-on warning --json result.json

            """,
        ["recipes"] = """
            Examples:
              fathom recipes
              fathom recipes --json -

            """,
    };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(Examples[command is RootCommand ? "fathom" : command.Name]);
        output.WriteLine(ExitCodes);
        return exitCode;
    }
}
