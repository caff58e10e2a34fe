using System.Text;
using Fathom.Lab.Datasets.Generators;
using Fathom.Recipes;

namespace Fathom.Lab.Datasets;

/// <summary>Reads a text as pieces whose next characters are to be foretold.</summary>
static class TextPieces
{
    const int MostVocabulary = 10_000;
    const long MostBytes = 1 << 28;

    public static Samples Read(TextFile source, CancellationToken cancellation)
    {
        var runes = ReadText(source.Path).EnumerateRunes().ToArray();
        cancellation.ThrowIfCancellationRequested();
        var vocabulary = runes.Distinct().Order().ToArray();
        var pieces = (runes.Length - 1) / source.Length;
        if (pieces < 2)
            throw new DataException($"{source.Path} has {runes.Length} characters, but two pieces of {source.Length} need {2 * source.Length + 1}; give a longer text or a smaller length.");
        if (vocabulary.Length is < 2 or > MostVocabulary)
            throw new DataException($"{source.Path} has {vocabulary.Length} different characters; a text to learn from has 2 to {MostVocabulary}.");

        Symbols.Check(source.Path, pieces, source.Length, vocabulary.Length, source.Encoding);
        var numbers = vocabulary.Select((rune, number) => (rune, number)).ToDictionary(entry => entry.rune, entry => (long)entry.number);
        var text = Array.ConvertAll(runes, rune => numbers[rune]);
        var count = pieces * source.Length;
        var (features, shape) = Symbols.Encode(text[..count], source.Length, vocabulary.Length, source.Encoding);
        return new Samples(source.Path, features, new double[pieces], shape)
        {
            StepLabels = new StepLabels(text[1..(count + 1)], source.Length, vocabulary.Length),
        };
    }

    static string ReadText(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MostBytes) throw new DataException($"{path} has {length} bytes; a text may have at most {MostBytes}. Give a part of it.");
            return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            throw new DataException($"{path} is no text in UTF-8; save it as one.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {exception.Message}");
        }
    }
}
