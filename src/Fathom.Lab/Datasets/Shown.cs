using Fathom.Lab.Recipes;

namespace Fathom.Lab.Datasets;

/// <summary>Pieces of data as messages show them.</summary>
static class Shown
{
    /// <summary>A text, short and without anything that a terminal could obey.</summary>
    public static string Short(string text) => ScalarNode.Shorten(text);

    /// <summary>Names, the first twenty of them.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Take(20).Select(ScalarNode.Shorten));
}
