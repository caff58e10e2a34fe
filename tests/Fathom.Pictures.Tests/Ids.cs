namespace Fathom.Pictures.Tests;

static class Ids
{
    /// <summary>All ids of a piece of HTML or SVG, in order.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [.. text.Split(" id=\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)])];
}
