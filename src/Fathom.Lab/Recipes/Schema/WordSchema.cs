namespace Fathom.Lab.Recipes;

/// <summary>A word written as a map, in each of the ways that the parser reads.</summary>
static class WordSchema
{
    public static SchemaPart Of(Family family, Word word, SchemaParts parts) => family.Spelling == Spelling.Source
        ? Source(word, parts)
        : new SchemaPart { Description = word.Doc, AnyOf = [.. FamilySchema.Names(word).SelectMany(name => Keyed(name, word, parts))] };

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

    static IEnumerable<SchemaPart> Keyed(string name, Word word, SchemaParts parts)
    {
        // { linear: , units: 256 }
        yield return Beside(name, new SchemaPart { Type = ["null"] }, word, word.Options, parts);

        // { linear: 256, bias: false }
        if (word.Main is { } main) yield return Beside(name, parts.Of(word, main), word, word.Options.Skip(1), parts);

        // { linear: { units: 256 }, bias: false }, unless a map behind the word is its first option's value
        if (word.Main?.Form.Takes(new MapNode([], 0, 0)) != true) yield return Under(name, word, parts);
    }

    static SchemaPart Beside(string name, SchemaPart behind, Word word, IEnumerable<Option> options, SchemaParts parts)
    {
        var map = parts.Map(word, options);
        return map with { Properties = [(name, behind), .. map.Properties!], Required = [name, .. map.Required], IsClosed = true };
    }

    static SchemaPart Under(string name, Word word, SchemaParts parts)
    {
        var map = parts.Map(word, word.Options) with { Required = [] };
        SchemaPart SaidUnder(string option) => new() { Properties = [(name, new SchemaPart { Required = [option] })] };
        return map with
        {
            Properties = [(name, map with { IsClosed = true }), .. map.Properties!],
            Required = [name],
            IsClosed = true,
            AllOf =
            [
                .. word.Options.Select(option => new SchemaPart { Not = SaidUnder(option.Name) with { Required = [option.Name] } }),
                .. word.Options.Where(option => option.IsRequired)
                    .Select(option => new SchemaPart { AnyOf = [new SchemaPart { Required = [option.Name] }, SaidUnder(option.Name)] }),
            ],
        };
    }
}
