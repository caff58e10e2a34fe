using System.Runtime.InteropServices;

namespace Fathom.Statistics;

/// <summary>The statistics of one tensor, made in one read of its memory; two of them add up to that of both.</summary>
/// <remarks>
/// Sums, extremes, magnitudes and the histogram are over the finite values only; NaNs and infinities are counted apart.
/// Counts and extremes are exact. Sums are within 1e-12 of the sum of the magnitudes, and the norm within 1e-12, from the
/// smallest subnormal to the largest number. The same memory gives the same bits every time, on any number of threads.
/// </remarks>
public sealed class TensorSummary
{
    // Where one more thread saves more time than it takes to wake it.
    const long BytesPerThread = 1 << 20;

    static readonly long[] NoEdges = new long[2 * FloatFormat.Known];

    readonly Census _census;
    readonly Sums _sums;

    /// <summary>By format: magnitudes exactly on the limit of flushing, then magnitudes that overflow.</summary>
    readonly long[] _edges = NoEdges;

    TensorSummary(Census census, Sums sums, long[] edges, ExponentHistogram exponents) => (_census, _sums, _edges, Exponents) = (census, sums, edges, exponents);

    /// <summary>The summary of no values at all: adding it to any other changes nothing.</summary>
    public static TensorSummary Empty { get; } = new(Census.Empty, default, NoEdges, ExponentHistogram.Empty);

    /// <summary>How many values were read, of every kind.</summary>
    public long Count => _census.Count;

    /// <summary>How many were exactly zero, of either sign.</summary>
    public long Zeros => _census.Zeros;

    /// <summary>How many were not a number.</summary>
    public long NaNs => _census.NaNs;

    /// <summary>How many were plus infinity.</summary>
    public long PositiveInfinities => _census.PositiveInfinities;

    /// <summary>How many were minus infinity.</summary>
    public long NegativeInfinities => _census.NegativeInfinities;

    /// <summary>How many were finite, zeros included.</summary>
    public long Finite => _census.Finite;

    /// <summary>True where at least one value was NaN or infinite.</summary>
    public bool HasNonFinite => Finite != Count;

    /// <summary>The sum of the finite values; infinite or NaN only where float64 values sum up beyond 1.8e308.</summary>
    public double Sum => _sums.Sum;

    /// <summary>The sum of the squares; saturates for float64 magnitudes beyond 1e±154, where <see cref="Norm"/> does not.</summary>
    public double SumOfSquares => _sums.Squares;

    /// <summary>The L2 norm of the finite values; 0 when there are none or all are zero.</summary>
    public double Norm => _sums.Norm;

    /// <summary>The mean of the finite values; 0 when there are none.</summary>
    public double Mean => Finite == 0 ? 0 : Sum / Finite;

    /// <summary>The root of the mean square of the finite values; 0 when there are none.</summary>
    public double RootMeanSquare => Finite == 0 ? 0 : Norm / Math.Sqrt(Finite);

    /// <summary>The share of zeros among all values, 0 to 1; 0 when there are none.</summary>
    public double ShareOfZeros => Count == 0 ? 0 : (double)Zeros / Count;

    /// <summary>The smallest finite value; NaN when there are none.</summary>
    public double Minimum => _census.Minimum;

    /// <summary>The largest finite value; NaN when there are none.</summary>
    public double Maximum => _census.Maximum;

    /// <summary>The smallest magnitude that is neither zero nor infinite; NaN when there is none.</summary>
    public double SmallestMagnitude => _census.SmallestMagnitude;

    /// <summary>The largest finite magnitude; NaN when there are no finite values.</summary>
    public double LargestMagnitude => Finite == 0 ? double.NaN : Math.Max(Math.Abs(Minimum), Math.Abs(Maximum));

    /// <summary>How the magnitudes of the finite values but zero spread over the powers of two.</summary>
    public ExponentHistogram Exponents { get; }

    /// <summary>The summary of <paramref name="values"/>.</summary>
    public static unsafe TensorSummary Of(ReadOnlySpan<float> values)
    {
        fixed (float* start = values) return OfMemory((nint)start, values.Length, ElementType.Float32);
    }

    /// <summary>The summary of <paramref name="values"/>.</summary>
    public static unsafe TensorSummary Of(ReadOnlySpan<double> values)
    {
        fixed (double* start = values) return OfMemory((nint)start, values.Length, ElementType.Float64);
    }

    /// <summary>The summary of <paramref name="values"/>.</summary>
    public static unsafe TensorSummary Of(ReadOnlySpan<Half> values)
    {
        fixed (Half* start = values) return OfMemory((nint)start, values.Length, ElementType.Float16);
    }

    /// <summary>The summary of <paramref name="count"/> values of <paramref name="type"/> at <paramref name="address"/>.</summary>
    /// <param name="address">Where the first value lies. The memory must stay valid during the call.</param>
    /// <param name="count">How many values lie there, one after the other; at least 0.</param>
    /// <param name="type">How each value is stored.</param>
    public static unsafe TensorSummary OfMemory(nint address, long count, ElementType type)
    {
        Require.AtLeast(count, 0L);
        if (!Enum.IsDefined(type)) throw new ArgumentOutOfRangeException(nameof(type), type, $"type must be one of the known element types, but was {type}.");
        if (count == 0) return Empty;
        if (address == 0) throw new ArgumentException($"address must not be 0 when there are values to read, but it was 0 for {count} values.", nameof(address));

        var bytes = count * ElementSize(type);
        var threads = (int)Math.Min(Crew.Size, bytes / BytesPerThread);
        return TensorReader.Read((byte*)address, count, type, SimdLevels.Best, threads);
    }

    /// <summary>The summary of <paramref name="count"/> zeros, such as a sparse tensor leaves out.</summary>
    public static TensorSummary OfZeros(long count)
    {
        Require.AtLeast(count, 0L);
        return count == 0 ? Empty : new(Census.Empty with { Count = count, Zeros = count, Minimum = 0, Maximum = 0 }, default, NoEdges, ExponentHistogram.Empty);
    }

    /// <summary>The summary of a tensor in which each value stands <paramref name="times"/> times (stride 0).</summary>
    public TensorSummary Repeated(long times)
    {
        Require.AtLeast(times, 0L);
        if (times == 0) return Empty;
        if (times == 1) return this;
        return new(_census * times, _sums * times, Scaled(_edges, times), Exponents.Repeated(times));
    }

    /// <summary>The share of the finite values but zero that would become zero in <paramref name="format"/>, 0 to 1.</summary>
    /// <remarks>
    /// Conversion rounds to the nearest, ties to even: a magnitude of up to half the format's smallest number is flushed.
    /// </remarks>
    public double ShareFlushedToZero(FloatFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var nonzero = Finite - Zeros;
        var flushed = Exponents.CountBelow(format.FlushExponent) + _edges[format.Index];
        return nonzero == 0 ? 0 : (double)flushed / nonzero;
    }

    /// <summary>The share of the finite values that <paramref name="format"/> could only hold as infinity or NaN, 0 to 1.</summary>
    public double ShareOverflowing(FloatFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Finite == 0 ? 0 : (double)_edges[FloatFormat.Known + format.Index] / Finite;
    }

    /// <summary>The summary of the values of both: counts exactly, sums to 1e-12 whatever the order.</summary>
    public static TensorSummary operator +(TensorSummary left, TensorSummary right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Count == 0) return right;
        if (right.Count == 0) return left;
        return new(left._census + right._census, left._sums + right._sums, Together(left._edges, right._edges), left.Exponents + right.Exponents);
    }

    /// <inheritdoc cref="op_Addition"/>
    public static TensorSummary Add(TensorSummary left, TensorSummary right) => left + right;

    /// <summary>All of them added up from the first to the last, as the operator adds two, without a summary for each sum on the way; null where all are null.</summary>
    internal static TensorSummary? Whole(ReadOnlySpan<TensorSummary?> parts)
    {
        TensorSummary? whole = null;
        var alone = true;
        var (census, sums, edges) = (Census.Empty, default(Sums), NoEdges);
        foreach (var part in parts)
        {
            if (part is null || (part.Count == 0 && whole is not null)) continue;
            var isFirst = census.Count == 0;
            alone &= isFirst;
            whole = part;
            (sums, edges) = isFirst ? (part._sums, part._edges) : (sums + part._sums, Together(edges, part._edges));
            census += part._census;
        }

        return alone ? whole : new(census, sums, edges, ExponentHistogram.Sum(parts));
    }

    /// <summary>The most bytes that <see cref="Save"/> writes; a tensor of float32 usually takes 100 to 200.</summary>
    public const int MostSavedBytes = SavedSummary.Most;

    /// <summary>Writes everything that the summary holds, so that <see cref="Restore"/> gives the same one to the bit.</summary>
    /// <param name="destination">Where to, with room for <see cref="MostSavedBytes"/>.</param>
    /// <returns>How many bytes were written.</returns>
    public int Save(Span<byte> destination)
    {
        if (destination.Length < MostSavedBytes) throw new ArgumentException($"destination must have room for {MostSavedBytes} bytes, but has {destination.Length}.", nameof(destination));
        var saved = new SavedSummary(destination);
        var nonzero = Finite > Zeros;
        var far = _sums.Small != 0 || _sums.Big != 0;
        var edges = _edges.AsSpan().ContainsAnyExcept(0);
        saved.Write((byte)(SavedSummary.Format | (HasNonFinite ? SavedSummary.NonFinite : 0) | (far ? SavedSummary.FarSquares : 0)
            | (nonzero ? SavedSummary.Nonzero : 0) | (edges ? SavedSummary.Edges : 0)));
        saved.Write(Count);
        saved.Write(Zeros);
        if (HasNonFinite) foreach (var count in (ReadOnlySpan<long>)[NaNs, PositiveInfinities, NegativeInfinities]) saved.Write(count);
        if (Finite > 0) foreach (var value in (ReadOnlySpan<double>)[_sums.Sum, _sums.Mid, Minimum, Maximum]) saved.Write(value);
        if (far) foreach (var value in (ReadOnlySpan<double>)[_sums.Small, _sums.Big]) saved.Write(value);
        if (nonzero)
        {
            saved.Write(SmallestMagnitude);
            Exponents.Save(ref saved);
        }

        if (edges) foreach (var edge in _edges) saved.Write(edge);
        return saved.Position;
    }

    /// <summary>The summary that <see cref="Save"/> wrote.</summary>
    /// <param name="bytes">Exactly the bytes that were written.</param>
    /// <exception cref="InvalidDataException">The bytes are none that <see cref="Save"/> writes.</exception>
    public static TensorSummary Restore(ReadOnlySpan<byte> bytes)
    {
        // Only read: the cursor is the same for both directions.
        var saved = new SavedSummary(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(bytes), bytes.Length));
        var flags = saved.ReadByte();
        if ((flags & SavedSummary.FormatMask) != SavedSummary.Format) throw SavedSummary.Wrong($"their format is {flags >> 4}, and 1 is known");
        bool Has(byte flag) => (flags & flag) != 0;

        var census = Census.Empty with { Count = saved.ReadCount(), Zeros = saved.ReadCount() };
        if (Has(SavedSummary.NonFinite)) census = census with { NaNs = saved.ReadCount(), PositiveInfinities = saved.ReadCount(), NegativeInfinities = saved.ReadCount() };
        if (census.Finite < census.Zeros) throw SavedSummary.Wrong("more values are of one kind than there are in all");
        var sums = default(Sums);
        if (census.Finite > 0)
        {
            (sums.Sum, sums.Mid) = (saved.ReadDouble(), saved.ReadDouble());
            census = census with { Minimum = saved.ReadDouble(), Maximum = saved.ReadDouble() };
        }

        if (Has(SavedSummary.FarSquares)) (sums.Small, sums.Big) = (saved.ReadDouble(), saved.ReadDouble());
        if (Has(SavedSummary.Nonzero)) census = census with { SmallestMagnitude = saved.ReadDouble() };
        var exponents = Has(SavedSummary.Nonzero) ? ExponentHistogram.Restore(ref saved) : ExponentHistogram.Empty;
        if (exponents.Total != census.Finite - census.Zeros) throw SavedSummary.Wrong($"{exponents.Total} exponents are counted for {census.Finite - census.Zeros} magnitudes");
        var edges = NoEdges;
        if (Has(SavedSummary.Edges))
        {
            edges = new long[NoEdges.Length];
            for (var index = 0; index < edges.Length; index++) edges[index] = saved.ReadCount();
        }

        if (saved.Position != bytes.Length) throw SavedSummary.Wrong($"{bytes.Length - saved.Position} bytes are left over");
        return census.Count == 0 ? Empty : new(census, sums, edges, exponents);
    }

    internal static int ElementSize(ElementType type) => type switch
    {
        ElementType.Float64 => sizeof(double),
        ElementType.Float32 => sizeof(float),
        _ => sizeof(ushort),
    };

    internal static unsafe TensorSummary Of(Tally* tally)
    {
        var census = Census.Of(tally);
        return census.Finite > census.Zeros
            ? new(census, tally->Sums, Edges(tally), ExponentHistogram.Of(tally->Exponents, tally->Smallest, tally->Largest))
            : new(census, tally->Sums, NoEdges, ExponentHistogram.Empty);
    }

    static unsafe long[] Edges(Tally* tally)
    {
        var counted = MemoryMarshal.CreateReadOnlySpan(ref tally->OnTie[0], 2 * FloatFormat.Known);
        return counted.ContainsAnyExcept(0) ? counted.ToArray() : NoEdges;
    }

    static long[] Scaled(long[] edges, long times) =>
        edges == NoEdges ? NoEdges : Array.ConvertAll(edges, edge => edge * times);

    static long[] Together(long[] left, long[] right)
    {
        if (left == NoEdges) return right;
        if (right == NoEdges) return left;
        var both = new long[left.Length];
        for (var i = 0; i < both.Length; i++) both[i] = left[i] + right[i];
        return both;
    }
}
