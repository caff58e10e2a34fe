namespace Fathom.Lab.Recipes;

/// <summary>
/// One word of the recipe language: its name, its options and its record. Parser, checks, writer, suggestions, schema and pages all
/// derive from it.
/// </summary>
/// <param name="Name">How it is written.</param>
/// <param name="Doc">What it means, in one sentence.</param>
/// <param name="Fresh">Makes its record with every option at its default.</param>
/// <param name="Options">What can be chosen, the one that a bare value stands for first.</param>
sealed record Word(string Name, string Doc, Func<object> Fresh, params IReadOnlyList<Option> Options)
{
    /// <summary>Other names that are read, never written.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether the first option may stand behind the word without its name: <c>linear: 256</c>.</summary>
    public bool HasMain { get; init; }

    /// <summary>How it may look in a recipe; null: the word with only what must be said.</summary>
    public string? Example { get; init; }

    public Option? Main => HasMain ? Options[0] : null;

    public Type Record { get; } = Fresh().GetType();

    /// <summary>The record with the options that <paramref name="entries"/> set; mistakes go to <paramref name="reading"/>.</summary>
    public object Assemble(Node at, IReadOnlyList<Entry> entries, Spot spot, RecipeReading reading)
    {
        var record = Fresh();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var option = Options.FirstOrDefault(option => option.Name == entry.Name);
            if (option is null)
            {
                reading.Add(entry.Key, spot.Under(entry.Name).Path, Unknown(entry, spot));
            }
            else if (!seen.Add(option.Name))
            {
                reading.Add(entry.Key, spot.Under(entry.Name).Path, $"{option.Name} is set twice; remove one.");
            }
            else if (option.Form.Read(entry.Value, spot.Under(option.Name), reading) is { } value)
            {
                record = option.Set(record, value);
            }
        }

        foreach (var missing in Options.Where(option => option.IsRequired && !seen.Contains(option.Name)))
            reading.Add(at, spot.Path, $"{Called(spot)} needs {missing.Name}: {missing.Form.Expected}.");
        reading.Remember(record, at, spot.Path);
        return record;
    }

    /// <summary>The options that differ from their defaults or must be said, in order.</summary>
    public IEnumerable<(Option Option, object Value)> Said(object record)
    {
        var fresh = Fresh();
        foreach (var option in Options)
        {
            if (option.Get(record) is { } value && (option.IsRequired || !value.Equals(option.Get(fresh)))) yield return (option, value);
        }
    }

    string Unknown(Entry entry, Spot spot)
    {
        if (Options.Count == 0) return $"{Called(spot)} has no options, but {entry.Key.Shown} was set; remove it.";
        var names = Options.Select(option => option.Name).ToArray();
        return $"{Called(spot)} has no option {entry.Key.Shown}; "
            + (NearestName.Of(entry.Name, names) is { } near ? $"did you mean {near}?" : $"it has {string.Join(", ", names)}.");
    }

    string Called(Spot spot) => spot.Path.Length == 0 ? "A recipe" : Name;
}
