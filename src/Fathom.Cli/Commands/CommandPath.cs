using System.CommandLine;

namespace Fathom.Cli.Commands;

/// <summary>A command as it is written: <c>fathom data download</c>.</summary>
static class CommandPath
{
    public static string Of(Command command) => command is RootCommand
        ? "fathom"
        : $"{Of(command.Parents.OfType<Command>().First())} {command.Name}";
}
