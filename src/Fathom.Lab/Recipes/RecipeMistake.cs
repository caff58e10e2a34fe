namespace Fathom.Lab.Recipes;

/// <summary>One thing that is wrong in a recipe.</summary>
/// <param name="Line">The line, from 1; 0 where the mistake is in no particular line.</param>
/// <param name="Column">The column, from 1; 0 where the mistake is in no particular line.</param>
/// <param name="Path">Where in the recipe, such as <c>network.layers[2].linear</c>; empty for the recipe as a whole.</param>
/// <param name="Message">What is wrong and what would be right, in a sentence or two.</param>
public sealed record RecipeMistake(int Line, int Column, string Path, string Message)
{
    /// <summary>Place and message: <c>12:9 network.layers[2].linear: units must be …</c></summary>
    public override string ToString()
    {
        var place = (Line > 0 ? $"{Line}:{Column} " : "") + Path;
        return place.Length == 0 ? Message : $"{place.TrimEnd()}: {Message}";
    }
}
