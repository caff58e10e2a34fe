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
              fathom train deep-sigmoid --save a.checkpoint          the whole training, guarded
              fathom cure deep-sigmoid                               what is the smallest change that mends them?
              fathom compare 1f3a9c07 latest                         what has changed between two recorded runs?
              fathom recipes                                         which recipes ship inside?
              fathom data                                            which data can be learnt from?
              fathom runs                                            which trainings were recorded, and how did they end?
              fathom watch                                           the same as live pages in a browser

            """,
        ["fathom watch"] = """
            Examples:
              fathom watch                                           the pages on http://127.0.0.1:5210
              fathom watch --port 0 --open                           on a free port, and open a browser
              fathom watch --runs shared/runs --read-only            look, but start no trainings
              fathom watch --address 0.0.0.0                         for other machines too: prints an address with a token

            """,
        ["fathom predict"] = """
            Examples:
              fathom predict deep-sigmoid
              fathom predict my-network.yaml --input-mean-square 0.1
              fathom predict deep-sigmoid --json - | jq .totalDecades

            """,
        ["fathom examine"] = """
            Examples:
              fathom examine deep-sigmoid
              fathom examine my-network.yaml --steps 200 --seed 7
              fathom examine deep-sigmoid --data mnist:data/mnist
              fathom examine deep-sigmoid --json - | jq .ledger.totalDecades
              fathom examine my-network.yaml --fail-on warning --json result.json
              fathom examine my-network.yaml --sarif findings.sarif
              fathom examine my-network.yaml --set vanishing-gradient.surviving-share=0.001 --set saturated-activation.repeats=5

            """,
        ["fathom compare"] = """
            Examples:
              fathom compare 1f3a9c07 latest
              fathom compare runs/before runs/after --json - | jq .numbers

            """,
        ["fathom train"] = """
            Examples:
              fathom train healthy-mlp
              fathom train my-network.yaml --steps 2000 --guard roll-back --guard stop-on-hopeless
              fathom train my-network.yaml --save my-network.checkpoint --save-every 500
              fathom train --resume latest                           go on where the last run was killed or interrupted
              fathom train --resume my-network.checkpoint --save my-network.checkpoint
              fathom train exploding-mlp --guard none                what happens when nobody guards?
              fathom train my-network.yaml --json - | jq .heldOut

            """,
        ["fathom cure"] = """
            Examples:
              fathom cure deep-sigmoid
              fathom cure my-network.yaml --out mended.yaml
              fathom cure my-network.yaml --budget 2x --jobs 4
              fathom cure my-network.yaml --budget 10m --data mnist:data/mnist
              fathom cure deep-sigmoid --json - | jq .cure.change
              fathom cure --in-place my-network.checkpoint           go on from what was learnt

            Here 0 means cured or healthy, and 1 that no change was proved within the budget.

            """,
        ["fathom experiment"] = """
            Examples:
              fathom experiment
              fathom experiment mean-field
              fathom experiment mean-field --seed 7 --json result.json

            """,
        ["fathom report"] = """
            Examples:
              fathom report latest                                   one HTML file that tells the last run
              fathom report 0198c0de --out run.html --interactive    with charts that answer to the mouse
              fathom report runs/my-run --svg pictures               each picture as a file of its own
              fathom report latest --png pictures

            """,
        ["fathom recipes"] = """
            Examples:
              fathom recipes
              fathom recipes --json -
              fathom recipes --schema > recipe.schema.json        for editors that check YAML
              fathom recipes --guide | less                       every word of the language

            """,
        ["fathom recipes show"] = """
            Examples:
              fathom recipes show deep-sigmoid
              fathom recipes show deep-sigmoid > my-network.yaml

            """,
        ["fathom data"] = """
            Examples:
              fathom data
              fathom data download mnist
              fathom data show csv:iris.csv

            """,
        ["fathom data download"] = """
            Examples:
              fathom data download mnist
              fathom data download cifar-10 --from https://mirror.example/cifar/
              FATHOM_DATA=data fathom data download fashion-mnist

            """,
        ["fathom data show"] = """
            Examples:
              fathom data show digits
              fathom data show csv:iris.csv --label species
              fathom data show parquet:flats.parquet --one-hot city,heating
              fathom data show images:flowers --size 32x32 --json -

            """,
        ["fathom runs"] = """
            Examples:
              fathom runs
              fathom runs --status failed --at-least error
              fathom runs --tag baseline --text deep --take 0
              fathom runs --store "Host=db;Database=fathom;Username=me"
              fathom runs --json - | jq '.runs[] | {id, loss, worstFinding}'

            RUN is a folder, a run's name under the folder of runs, an id, its beginning or its end, or latest.

            """,
        ["fathom runs show"] = """
            Examples:
              fathom runs show latest
              fathom runs show 1f3a9c07
              fathom runs show ./my-run --json -

            """,
        ["fathom runs tag"] = """
            Examples:
              fathom runs tag latest +baseline
              fathom runs tag 1f3a9c07 +paper -draft
              fathom runs tag 1f3a9c07                       which tags has it?

            """,
        ["fathom runs remove"] = """
            Examples:
              fathom runs remove latest
              fathom runs remove 1f3a9c07 77b01c2e --yes

            """,
        ["fathom runs prune"] = """
            Examples:
              fathom runs prune --older-than 30d
              fathom runs prune --keep 20
              fathom runs prune --status lost --older-than 2w --yes

            """,
        ["fathom runs export"] = """
            Examples:
              fathom runs export latest
              fathom runs export 1f3a9c07 --format parquet --out tables
              fathom runs export latest --format json --out - | jq .layers[0]

            """,
        ["fathom runs rebuild"] = """
            Examples:
              fathom runs rebuild
              fathom runs rebuild --runs my-runs --store "Host=db;Database=fathom;Username=me"

            """,
    };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(Examples[CommandPath.Of(command)]);
        output.WriteLine(ExitCodes);
        return exitCode;
    }
}
