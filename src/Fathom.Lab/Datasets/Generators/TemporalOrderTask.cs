using Fathom.Recipes;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Draws sequences in which the order of a few symbols is to be remembered.</summary>
static class TemporalOrderTask
{
    /// <summary>The symbols in the order of their numbers.</summary>
    public const string Alphabet = "abcdXYEB";

    const int Distractors = 4, X = 4, Begin = 6, End = 7;

    // In percent of the length, the last one included.
    static readonly (int From, int To)[] PlacesOfTwo = [(10, 20), (50, 60)];
    static readonly (int From, int To)[] PlacesOfThree = [(10, 20), (33, 43), (66, 76)];

    public static Samples Draw(TemporalOrder source, long seed)
    {
        var (sequences, labels) = Numbers(source, seed);
        var (features, shape) = Symbols.Encode(sequences, source.Length, Alphabet.Length, source.Encoding);
        return new Samples("temporal-order", features, labels, shape);
    }

    public static (long[] Sequences, double[] Labels) Numbers(TemporalOrder source, long seed)
    {
        Symbols.Check("temporal-order", source.Samples, source.Length, Alphabet.Length, source.Encoding);
        var chance = new Chance(seed, "temporal-order");
        var sequences = new long[source.Samples * source.Length];
        var labels = new double[source.Samples];
        for (var sample = 0; sample < source.Samples; sample++)
        {
            var @class = sample % (1 << source.Symbols);
            labels[sample] = @class;
            DrawOne(sequences.AsSpan(sample * source.Length, source.Length), @class, source.Symbols, chance);
        }

        return (sequences, labels);
    }

    static void DrawOne(Span<long> steps, int @class, int symbols, Chance chance)
    {
        foreach (ref var step in steps) step = chance.Whole(0, Distractors);
        (steps[0], steps[^1]) = (Begin, End);
        var places = symbols == 2 ? PlacesOfTwo : PlacesOfThree;
        for (var place = 0; place < symbols; place++)
        {
            // The first symbol is the class's highest bit: XX, XY, YX, YY.
            var isY = @class >> (symbols - 1 - place) & 1;
            steps[chance.Whole(steps.Length * places[place].From / 100, steps.Length * places[place].To / 100 + 1)] = X + isY;
        }
    }
}
