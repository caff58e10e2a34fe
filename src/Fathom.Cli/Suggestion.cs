using Fathom.Lab.Recipes;

namespace Fathom.Cli;

/// <summary>" Did you mean examine?", or nothing where no known name is near.</summary>
static class Suggestion
{
    public static string For(string written, IEnumerable<string> known) =>
        NearestName.Of(written, known) is { } name ? $" Did you mean {name}?" : "";
}
