namespace Fathom.Lab.Recipes;

/// <summary>A word written as a map, in each of the ways that the parser reads.</summary>
static class WordSchema
{
    public static SchemaPart Of(Family family, Word word, SchemaParts parts) => family.Spelling == Spelling.Source
        ? Source(word, parts)
        : new SchemaPart { Description = word.Doc, AnyOf = [.. FamilySchema.Names(word).SelectMany(name => Keyed(name, family, word, parts))] };

    /// <summary><c>{ source: csv, path: iris.csv }</c></summary>
    static SchemaPart Source(Word word, SchemaParts parts)
    {
        var map = parts.Map(word, word.Options);
        var source = new SchemaPart { Enum = [.. FamilySchema.Names(word)] };
        return map with
        {
            Description = word.Doc,
            Properties = [(Family.SourceKey, source), .. map.Properties!],
            Required = [Family.SourceKey, .. map.Required],
            IsClosed = true,
        };
    }

    static IEnumerable<SchemaPart> Keyed(string name, Family family, Word word, SchemaParts parts)
    {
        // { linear: , units: 256 }
        if (!word.Options.Any(option => option.IsRequired && option.Name == name))
            yield return Beside(name, new SchemaPart { Type = ["null"] }, word.Options);

        // { linear: 256, bias: false }
        if (word.Main is { } main) yield return Beside(name, parts.Of(family, word, main), word.Options.Skip(1));

        // { linear: { units: 256 }, bias: false }, unless a map behind the word is its first option's value
        if (word.Main?.Form.Takes(new MapNode([], 0, 0)) != true) yield return Under(name, family, word, parts);

        SchemaPart Beside(string key, SchemaPart behind, IEnumerable<Option> options) =>
            Map(key, behind, options.Where(option => option.Name != key).ToArray(), family, word, parts);
    }

    static SchemaPart Map(string name, SchemaPart behind, Option[] beside, Family family, Word word, SchemaParts parts) => new()
    {
        Type = ["object"],
        Properties = [(name, behind), .. beside.Select(option => (option.Name, parts.Of(family, word, option)))],
        Required = [name, .. beside.Where(option => option.IsRequired).Select(option => option.Name)],
        IsClosed = true,
    };

    static SchemaPart Under(string name, Family family, Word word, SchemaParts parts)
    {
        // An option that is called like the word can stand only under it.
        var beside = word.Options.Where(option => option.Name != name).ToArray();
        SchemaPart SaidUnder(string option) => new() { Properties = [(name, new SchemaPart { Required = [option] })] };
        SchemaPart Needed(Option option) =>
            option.Name == name ? SaidUnder(name) : new SchemaPart { AnyOf = [new SchemaPart { Required = [option.Name] }, SaidUnder(option.Name)] };
        return Map(name, parts.Options(family, word), beside, family, word, parts) with
        {
            Required = [name],
            AllOf =
            [
                .. beside.Select(option => new SchemaPart { Not = SaidUnder(option.Name) with { Required = [option.Name] } }),
                .. word.Options.Where(option => option.IsRequired).Select(Needed),
            ],
        };
    }
}
