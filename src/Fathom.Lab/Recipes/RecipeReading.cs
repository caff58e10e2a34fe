namespace Fathom.Lab.Recipes;

/// <summary>What was found while a recipe was read: its mistakes, and where each record stands in the text.</summary>
sealed class RecipeReading
{
    /// <summary>How many mistakes are kept; a text with more is hardly a recipe.</summary>
    public const int MostMistakes = 50;

    readonly List<RecipeMistake> _mistakes = [];
    readonly Dictionary<object, (Node Node, string Path)> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<RecipeMistake> Mistakes =>
        [.. _mistakes.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column).Take(MostMistakes)];

    public int Count => _mistakes.Count;

    /// <summary>Whether no further mistake would be kept.</summary>
    public bool IsFull => _mistakes.Count == MostMistakes;

    /// <summary>Whether there is a mistake in the section <paramref name="path"/>.</summary>
    public bool HasUnder(string path) => _mistakes.Exists(mistake => mistake.Path.StartsWith(path, StringComparison.Ordinal));

    public void Add(int line, int column, string path, string message)
    {
        if (!IsFull) _mistakes.Add(new RecipeMistake(line, column, path, message));
    }

    public void Add(Node at, string path, string message) => Add(at.Line, at.Column, path, message);

    public void Remember(object record, Node node, string path) => _places[record] = (node, path);

    /// <summary>Whether <paramref name="record"/> was read, and is no default.</summary>
    public bool Holds(object record) => _places.ContainsKey(record);

    /// <summary>The line of <paramref name="record"/>; null where it was not read, but is a default.</summary>
    public int? LineOf(object record) => _places.TryGetValue(record, out var place) ? place.Node.Line : null;

    /// <summary>A mistake in something that was read, or made in code: then without a place.</summary>
    public void AddAt(object record, string fallbackPath, string message)
    {
        if (_places.TryGetValue(record, out var place)) Add(place.Node, place.Path, message);
        else Add(0, 0, fallbackPath, message);
    }
}
