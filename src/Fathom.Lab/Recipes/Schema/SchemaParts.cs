namespace Fathom.Lab.Recipes;

/// <summary>The named pieces of the recipe's schema: one per section, per family and per word with options.</summary>
sealed class SchemaParts
{
    readonly Dictionary<string, SchemaPart?> _parts = new(StringComparer.Ordinal);

    /// <summary>The pieces by name, in alphabetical order.</summary>
    public IEnumerable<KeyValuePair<string, SchemaPart?>> Named => _parts.OrderBy(part => part.Key, StringComparer.Ordinal);

    public SchemaPart Of(Word section) => Define(section.Name, () => Map(section, section.Options) with { IsClosed = true, Description = section.Doc });

    public SchemaPart Of(Family family) => Define(Name(family), () => FamilySchema.Of(family, this));

    public SchemaPart Of(Family family, Word word) => Define(Name(family, word), () => WordSchema.Of(family, word, this));

    /// <summary>A map of any options of a word.</summary>
    public SchemaPart Options(Family family, Word word) =>
        Define($"{Name(family, word)}.options", () => Map(word, word.Options) with { Required = [], IsClosed = true });

    /// <summary>One option's value, as <see cref="Options"/> has it.</summary>
    public SchemaPart Of(Family family, Word word, Option option) => new() { Ref = $"{Options(family, word).Ref}/properties/{option.Name}" };

    /// <summary>A map whose keys are <paramref name="options"/> of a word.</summary>
    public SchemaPart Map(Word word, IEnumerable<Option> options) => new()
    {
        Type = ["object"],
        Properties = [.. options.Select(option => (option.Name, Of(word, option)))],
        Required = [.. options.Where(option => option.IsRequired).Select(option => option.Name)],
    };

    SchemaPart Of(Word word, Option option) =>
        option.Form.Schema(this) with { Description = option.Doc, Default = option.IsRequired ? null : SchemaDefault.Of(option.Form, option.Get(word.Fresh())) };

    static string Name(Family family) => family.Noun.Replace(' ', '-');

    static string Name(Family family, Word word) => $"{Name(family)}.{word.Name}";

    // The name is taken before its piece is made: layers hold layers.
    SchemaPart Define(string name, Func<SchemaPart> make)
    {
        if (_parts.TryAdd(name, null)) _parts[name] = make();
        return new SchemaPart { Ref = $"#/$defs/{name}" };
    }
}
