namespace Fathom.Lab.Recipes;

/// <summary>A recipe is wrong; all its mistakes at once.</summary>
public sealed class RecipeException : Exception
{
    /// <summary>Says that <paramref name="source"/> has <paramref name="mistakes"/>.</summary>
    /// <param name="source">The recipe's file or name, as the user knows it.</param>
    /// <param name="mistakes">At least one mistake, in the order of the text.</param>
    public RecipeException(string source, IReadOnlyList<RecipeMistake> mistakes)
        : base(string.Join(Environment.NewLine, mistakes.Select(mistake => Line(source, mistake))))
    {
        RecipeSource = source;
        Mistakes = mistakes;
    }

    /// <summary>The recipe's file or name.</summary>
    public string RecipeSource { get; }

    /// <summary>What is wrong, in the order of the text.</summary>
    public IReadOnlyList<RecipeMistake> Mistakes { get; }

    static string Line(string source, RecipeMistake mistake) => (mistake.Line > 0 ? $"{source}:" : $"{source}: ") + mistake;
}
