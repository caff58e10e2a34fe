using System.CommandLine;
using System.CommandLine.Parsing;
using Fathom.Cli.Text;
using Fathom.Diagnoses;

namespace Fathom.Cli.Commands;

/// <summary>--fail-on, the same for every command that has findings.</summary>
static class FailOnOption
{
    public static Option<Severity?> Make() => new("--fail-on")
    {
        Description = "The least severity that makes the exit code 1: note, warning, error (the default) or fatal.",
        HelpName = "SEVERITY",
        CustomParser = SeverityOf,
    };

    static Severity? SeverityOf(ArgumentResult argument)
    {
        var written = argument.Tokens[0].Value;
        var known = Enum.GetValues<Severity>().ToDictionary(FindingText.Name, StringComparer.OrdinalIgnoreCase);
        if (known.TryGetValue(written, out var severity)) return severity;
        argument.AddError($"--fail-on must be note, warning, error or fatal, but was '{written}'.{Suggestion.For(written, known.Keys)}");
        return null;
    }
}
