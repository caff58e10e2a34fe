using System.CommandLine;
using Fathom.Diagnoses;

namespace Fathom.Cli.Commands;

/// <summary>The options of commands that train; each command has its own of each, because a command line may hold several commands.</summary>
static class TrainingOptions
{
    public static Option<string?> DataSource() => new("--data")
    {
        Description = "Other data for the recipe: SOURCE or SOURCE:FOLDER, such as mnist:data/mnist.",
        HelpName = "DATA",
    };

    public static Option<Severity?> FailOn() => new("--fail-on")
    {
        Description = "The least severity that makes the exit code 1: note, warning, error (the default) or fatal.",
        HelpName = "SEVERITY",
        CustomParser = SharedOptions.SeverityOf,
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Another threshold for a diagnosis, such as vanishing-gradient.surviving-share=0.001; may be given several times.",
        HelpName = "THRESHOLD",
    };
}
