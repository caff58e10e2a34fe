namespace Fathom.Statistics;

/// <summary>One way of storing numbers, as the readers need it.</summary>
unsafe interface IElement
{
    static abstract int Size { get; }

    /// <summary>The value at <paramref name="index"/>, exact.</summary>
    static abstract double At(byte* start, int index);

    /// <summary>The moments of a block of at most <see cref="Scratch.BlockLength"/> values.</summary>
    /// <param name="level">Which vectors to use.</param>
    /// <param name="start">The first value.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="scratch">
    /// Its exponents receive one byte per value, in any order within each 64: the biased exponent that the value has as a float32,
    /// 0 below the normal ones and 255 above. Filled up with zeros to the next multiple of 64.
    /// </param>
    /// <param name="moments">The result.</param>
    static abstract void Measure(SimdLevel level, byte* start, int count, Scratch* scratch, out BlockMoments moments);

    /// <summary>Counts the zeros and the subnormals of float32 and below, and what is above its largest.</summary>
    static abstract void CountOutside(SimdLevel level, byte* start, int count, Scratch* scratch);

    /// <summary>How many magnitudes lie above <paramref name="low"/>, up to and including <paramref name="high"/>.</summary>
    static abstract int CountBetween(SimdLevel level, byte* start, int count, double low, double high);
}
