namespace Fathom.Lab.Recipes;

/// <summary>Writes the words of a family.</summary>
static class FamilyText
{
    /// <summary>Writes <paramref name="record"/> in its family's spelling, options at their defaults left out.</summary>
    public static void Write(this Family family, object record, YamlText text)
    {
        var word = family.Of(record);
        var said = word.Said(record).ToArray();
        if (family.Spelling == Spelling.Source) WriteSource(word, said, text);
        else if (said.Length == 0) text.Plain(word.Name);
        else if (family.Spelling == Spelling.Beside && said[0].Option == word.Main) WriteBeside(word, said, text);
        else if (family.Spelling == Spelling.Call && said is [var (option, value)] && option == word.Main && option.Form.IsScalar) text.Plain($"{word.Name}({Format(option, value)})");
        else WriteUnder(word, said, text);
    }

    static void WriteSource(Word word, (Option Option, object Value)[] said, YamlText text)
    {
        text.BeginMap(inline: true).Plain(Family.SourceKey).Plain(word.Name);
        WriteOptions(said, text);
        text.EndMap();
    }

    static void WriteBeside(Word word, (Option Option, object Value)[] said, YamlText text)
    {
        text.BeginMap(inline: !said.Any(entry => entry.Option.Form.IsBlock)).Plain(word.Name);
        said[0].Option.Form.Write(said[0].Value, text);
        WriteOptions(said.Skip(1), text);
        text.EndMap();
    }

    static void WriteUnder(Word word, (Option Option, object Value)[] said, YamlText text)
    {
        text.BeginMap(inline: true).Plain(word.Name).BeginMap(inline: true);
        WriteOptions(said, text);
        text.EndMap().EndMap();
    }

    static void WriteOptions(IEnumerable<(Option Option, object Value)> said, YamlText text)
    {
        foreach (var (option, value) in said)
        {
            text.Plain(option.Name);
            option.Form.Write(value, text);
        }
    }

    static string Format(Option option, object value)
    {
        using var text = new YamlText();
        option.Form.Write(value, text);
        return text.Finish().Trim();
    }
}
