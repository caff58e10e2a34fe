namespace Fathom.Lab.Recipes;

/// <summary>One word of a family, with its options.</summary>
/// <param name="family">Asked for on use, because layers may hold layers.</param>
sealed class ChoiceForm<T>(Func<Family> family) : Form<T>, IChoiceForm
{
    public Family Family => family();

    public override string Expected => $"{(Family.Noun[0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a")} {Family.Noun}, such as {Family.Words[0].Name}";

    public override bool IsBlock => Family.Spelling == Spelling.Beside;

    public override bool Takes(Node node) => node is ScalarNode or MapNode;

    public override object? Read(Node node, Spot spot, RecipeReading reading) => node switch
    {
        ScalarNode { IsEmpty: false } scalar => ReadCall(scalar, spot, reading),
        MapNode map when Family.Spelling == Spelling.Source => ReadSource(map, spot, reading),
        MapNode { Entries.Count: > 0 } map => ReadMap(map, spot, reading),
        _ => Refuse(node, spot, reading),
    };

    public override SchemaPart Schema(SchemaParts parts) => parts.Of(Family);

    public override void Write(object value, YamlText text) => Family.Write(value, text);

    object? ReadCall(ScalarNode scalar, Spot spot, RecipeReading reading)
    {
        var open = scalar.Text.IndexOf('(', StringComparison.Ordinal);
        var isCall = open > 0 && scalar.Text[^1] == ')';
        var name = isCall ? scalar.Text[..open].Trim() : scalar.Text;
        if (Family.Find(name) is not { } word) return Unknown(scalar, name, spot, reading);
        if (!isCall) return word.Assemble(scalar, [], spot.Under(word.Name), reading);

        var value = new ScalarNode(scalar.Text[(open + 1)..^1].Trim(), isQuoted: true, scalar.Line, scalar.Column + open + 1);
        return Behind(word, scalar, value, spot, reading) is { } entries ? word.Assemble(scalar, entries, spot.Under(word.Name), reading) : null;
    }

    object? ReadSource(MapNode map, Spot spot, RecipeReading reading)
    {
        var source = map.Entries.FirstOrDefault(entry => entry.Name == Family.SourceKey);
        if (source is null)
        {
            var words = string.Join(", ", Family.Words.Select(word => word.Name));
            reading.Add(map, spot.Path, $"{spot.Name} needs a {Family.SourceKey}: one of {words}.");
            return null;
        }

        if (source.Value is not ScalarNode { IsEmpty: false } scalar) return Refuse(source.Value, spot.Under(Family.SourceKey), reading);
        return Family.Find(scalar.Text) is { } word
            ? word.Assemble(map, [.. map.Entries.Where(entry => entry != source)], spot, reading)
            : Unknown(scalar, scalar.Text, spot, reading);
    }

    object? ReadMap(MapNode map, Spot spot, RecipeReading reading)
    {
        // An option may be called like a word: in { lstm: 32, dropout: 0.1 } the dropout belongs to the lstm.
        var first = map.Entries.Select(entry => Family.Find(entry.Name)).FirstOrDefault(found => found is not null);
        var named = map.Entries
            .Where(entry => Family.Find(entry.Name) is { } found && (found == first || first!.Options.All(option => option.Name != entry.Name)))
            .ToArray();
        if (named.Length == 0) return Unknown(map.Entries[0].Key, map.Entries[0].Name, spot, reading);
        if (named.Length > 1)
        {
            reading.Add(named[1].Key, spot.Path, $"Only one {Family.Noun} may stand here, but {named[0].Name} and {named[1].Name} do; give each an entry of its own.");
            return null;
        }

        var word = Family.Find(named[0].Name)!;
        var beside = map.Entries.Where(entry => entry != named[0]);
        return Behind(word, named[0].Key, named[0].Value, spot, reading) is { } entries
            ? word.Assemble(map, [.. entries, .. beside], spot.Under(word.Name), reading)
            : null;
    }

    /// <summary>The options in what stands behind a word: a map of them, or the value of the first; null where it is neither.</summary>
    static IReadOnlyList<Entry>? Behind(Word word, Node at, Node value, Spot spot, RecipeReading reading)
    {
        if (value.IsEmpty) return [];
        if (word.Main is { } main && (main.Form.Takes(value) || value is not MapNode))
            return [new Entry(new ScalarNode(main.Name, isQuoted: false, at.Line, at.Column), value)];
        if (value is MapNode options) return options.Entries;

        reading.Add(value, spot.Under(word.Name).Path, word.Options.Count == 0
            ? $"{word.Name} takes no value, but {value.Shown} stands behind it; remove it."
            : $"{word.Name} takes its options by name, but {value.Shown} stands behind it; write {{ {word.Name}: {{ {word.Options[0].Name}: … }} }}.");
        return null;
    }

    object? Unknown(ScalarNode at, string name, Spot spot, RecipeReading reading)
    {
        reading.Add(at, spot.Path, Family.Unknown(name));
        return null;
    }
}
