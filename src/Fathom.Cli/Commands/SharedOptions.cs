using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fathom.Cli.Text;
using Fathom.Diagnoses;

namespace Fathom.Cli.Commands;

/// <summary>The options that every command takes.</summary>
sealed class SharedOptions
{
    public Option<string?> Json { get; } = new("--json")
    {
        Description = "Write the whole result as JSON to FILE, or to standard output with -.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<long?> Seed { get; } = new("--seed")
    {
        Description = "Where every random number starts, instead of the recipe's own seed.",
        HelpName = "NUMBER",
        CustomParser = argument => Whole(argument, 0, long.MaxValue),
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Print without colours, as with the variable NO_COLOR or into a pipe.",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Add(Json);
        command.Add(Seed);
        command.Add(NoColor);
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>; otherwise an error in one sentence.</summary>
    public static long? Whole(ArgumentResult argument, long least, long most)
    {
        var written = argument.Tokens[0].Value;
        if (long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        var rule = most == long.MaxValue
            ? $"of at least {least.ToString(CultureInfo.InvariantCulture)}"
            : string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}");
        argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} must be a whole number {rule}, but was '{written}'.");
        return null;
    }

    /// <summary>A severity by its name; otherwise an error in one sentence.</summary>
    public static Severity? SeverityOf(ArgumentResult argument)
    {
        var written = argument.Tokens[0].Value;
        var known = Enum.GetValues<Severity>().ToDictionary(FindingText.Name, StringComparer.OrdinalIgnoreCase);
        if (known.TryGetValue(written, out var severity)) return severity;
        argument.AddError($"{((OptionResult)argument.Parent!).Option.Name} must be note, warning, error or fatal, but was '{written}'.{Suggestion.For(written, known.Keys)}");
        return null;
    }
}
