using Fathom.Recipes;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Draws symbols that are to be repeated after a delay.</summary>
static class CopyTask
{
    /// <summary>How many classes answers have: the blank, 0, and eight symbols.</summary>
    public const int Classes = 9;

    const int Signal = 9;
    const int SymbolCount = 10;

    public static Samples Draw(CopyMemory source, long seed)
    {
        var steps = source.Delay + 2 * CopyMemory.Repeated;
        Symbols.Check("copy-memory", source.Samples, steps, SymbolCount, source.Encoding);
        var chance = new Chance(seed, "copy-memory");
        var sequences = new long[source.Samples * steps];
        var answers = new long[source.Samples * steps];
        for (var sample = 0; sample < source.Samples; sample++)
        {
            var entering = sequences.AsSpan(sample * steps, steps);
            var wanted = answers.AsSpan(sample * steps, steps);
            for (var place = 0; place < CopyMemory.Repeated; place++)
                entering[place] = wanted[steps - CopyMemory.Repeated + place] = chance.Whole(1, Classes);
            entering[CopyMemory.Repeated + source.Delay - 1] = Signal;
        }

        var (features, shape) = Symbols.Encode(sequences, steps, SymbolCount, source.Encoding);
        return new Samples("copy-memory", features, new double[source.Samples], shape) { StepLabels = new StepLabels(answers, steps, Classes) };
    }
}
