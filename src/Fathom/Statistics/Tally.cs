using System.Runtime.InteropServices;

namespace Fathom.Statistics;

/// <summary>What a read has found so far; lives in <see cref="Scratch"/> and is cleaned after each use.</summary>
unsafe struct Tally
{
    public long Count, Zeros, NaNs, PositiveInfinities, NegativeInfinities;
    public Sums Sums;
    public double Minimum, Maximum, Smallest;

    /// <summary>By binary exponent, see <see cref="ExponentHistogram"/> for the places.</summary>
    public fixed long Exponents[ExponentHistogram.Places];

    /// <summary>Magnitudes exactly on a format's limit of flushing, and magnitudes that overflow it.</summary>
    // One after the other, as TensorSummary keeps them.
    public fixed long OnTie[FloatFormat.Known];
    public fixed long Overflowing[FloatFormat.Known];

    public readonly double Largest => Math.Max(-Minimum, Maximum);

    public void Reset()
    {
        var histogramUsed = Smallest <= double.MaxValue;
        Count = Zeros = NaNs = PositiveInfinities = NegativeInfinities = 0;
        Sums = default;
        (Minimum, Maximum, Smallest) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity);
        if (!histogramUsed) return;
        MemoryMarshal.CreateSpan(ref Exponents[0], ExponentHistogram.Places).Clear();
        MemoryMarshal.CreateSpan(ref OnTie[0], 2 * FloatFormat.Known).Clear();
    }

    /// <summary>Adds all but the sums, whose order matters.</summary>
    public void AddCounts(Tally* other)
    {
        Count += other->Count;
        Zeros += other->Zeros;
        NaNs += other->NaNs;
        PositiveInfinities += other->PositiveInfinities;
        NegativeInfinities += other->NegativeInfinities;
        Minimum = Math.Min(Minimum, other->Minimum);
        Maximum = Math.Max(Maximum, other->Maximum);
        Smallest = Math.Min(Smallest, other->Smallest);
        for (var i = 0; i < ExponentHistogram.Places; i++) Exponents[i] += other->Exponents[i];
        for (var i = 0; i < FloatFormat.Known; i++)
        {
            OnTie[i] += other->OnTie[i];
            Overflowing[i] += other->Overflowing[i];
        }
    }
}
