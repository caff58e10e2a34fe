using System.Globalization;
using System.Runtime.InteropServices;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Generators;

/// <summary>Turns sequences of symbols into numbers.</summary>
static class Symbols
{
    const long MostNumbers = 500_000_000;

    /// <summary>Refuses sequences that would not fit into one tensor, before they are made.</summary>
    public static void Check(string name, long samples, long steps, long symbols, SymbolEncoding encoding)
    {
        var numbers = samples * steps * (encoding == SymbolEncoding.OneHot ? symbols : 1);
        if (numbers > MostNumbers)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{samples:N0} sequences of {steps:N0} steps from {name} make {numbers:N0} numbers, but at most {MostNumbers:N0} fit; take fewer or shorter ones, or encoding: index."));
    }

    /// <summary>One row per sample, and the shape of a sample.</summary>
    /// <param name="sequences">The symbols' numbers, sample after sample.</param>
    /// <param name="steps">How many time steps a sample has.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="encoding">How a symbol becomes numbers.</param>
    public static (Tensor Features, ValueList<int> Shape) Encode(long[] sequences, int steps, int symbols, SymbolEncoding encoding)
    {
        var samples = sequences.Length / steps;
        if (encoding == SymbolEncoding.Index)
            return (tensor(Array.ConvertAll(sequences, symbol => (float)symbol), [samples, steps]), [steps]);

        var features = zeros(samples, (long)steps * symbols);
        var numbers = MemoryMarshal.Cast<byte, float>(features.bytes);
        for (var step = 0; step < sequences.Length; step++) numbers[step * symbols + (int)sequences[step]] = 1;
        return (features, [steps, symbols]);
    }
}
