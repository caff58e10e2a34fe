using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>One example for each word, in its family's spelling.</summary>
static class WordExample
{
    /// <summary>The word's own example; where it has none, the word with only what must be said.</summary>
    public static string Of(Family family, Word word)
    {
        if (word.Example is { } own) return own;
        using var text = new YamlText();
        family.Write(Smallest(word), text);
        return text.Finish().TrimEnd();
    }

    static object Smallest(Word word)
    {
        var record = word.Fresh();
        foreach (var option in word.Options)
        {
            // A fresh block has no layers yet, and may not stay so.
            if (option.IsRequired && option.Get(record) is ValueList<Layer> { Count: 0 })
                record = option.Set(record, ValueList.Of<Layer>([new Linear { Units = 1 }]));
        }

        return record;
    }
}
