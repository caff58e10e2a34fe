namespace Fathom.Statistics;

/// <summary>How many magnitudes fell into each binade: the counts of floor(log2 |x|) over the finite values but zero.</summary>
/// <remarks>
/// Every exponent from <see cref="Lowest"/> to <see cref="Highest"/> is counted apart, the float32 subnormals included;
/// what only a float64 can hold is counted as <see cref="Below"/> or <see cref="Above"/>. Adds up exactly.
/// </remarks>
public sealed class ExponentHistogram
{
    /// <summary>The exponent of the smallest float32 subnormal.</summary>
    public const int Lowest = -149;

    /// <summary>The exponent of the largest float32.</summary>
    public const int Highest = 127;

    internal const int Places = Highest - Lowest + 3;

    readonly uint[] _counts;
    readonly uint[]? _carries;

    ExponentHistogram(int first, uint[] counts, uint[]? carries, long below, long above)
    {
        First = first;
        _counts = counts;
        _carries = carries;
        Below = below;
        Above = above;
    }

    /// <summary>The histogram of no values at all.</summary>
    public static ExponentHistogram Empty { get; } = new(0, [], null, 0, 0);

    /// <summary>The lowest exponent that occurs from <see cref="Lowest"/> to <see cref="Highest"/>; 0 when none does.</summary>
    public int First { get; }

    /// <summary>The highest exponent that occurs; less than <see cref="First"/> when none does.</summary>
    public int Last => First + _counts.Length - 1;

    /// <summary>How many magnitudes were below 2^-149, zeros left out.</summary>
    public long Below { get; }

    /// <summary>How many magnitudes were 2^128 or more, infinities left out.</summary>
    public long Above { get; }

    /// <summary>How many values were counted.</summary>
    public long Total
    {
        get
        {
            var total = Below + Above;
            for (var exponent = First; exponent <= Last; exponent++) total += this[exponent];
            return total;
        }
    }

    /// <summary>How many magnitudes lay from 2^exponent to less than twice that.</summary>
    /// <param name="exponent">Any; 0 is returned outside <see cref="First"/> to <see cref="Last"/>.</param>
    public long this[int exponent]
    {
        get
        {
            var place = exponent - First;
            if ((uint)place >= (uint)_counts.Length) return 0;
            return _counts[place] + (_carries is null ? 0 : (long)_carries[place] << 32);
        }
    }

    /// <summary>How many magnitudes were less than 2^exponent.</summary>
    /// <param name="exponent">From <see cref="Lowest"/> to <see cref="Highest"/> + 1.</param>
    public long CountBelow(int exponent)
    {
        Require.Between(exponent, Lowest, Highest + 1);
        var count = Below;
        for (var e = First; e <= Last && e < exponent; e++) count += this[e];
        return count;
    }

    /// <summary>The same values by power of ten, from the lowest decade that occurs to the highest, without gaps.</summary>
    /// <remarks>
    /// A binade that a power of ten cuts is shared out in proportion to its lengths on the logarithmic axis, so a count may
    /// be broken; the total is kept. <see cref="Below"/> is put into the decade of 2^-150, <see cref="Above"/> into that of 2^128.
    /// </remarks>
    public IReadOnlyList<Decade> ByDecade() => Decade.Of(this);

    /// <summary>The histogram of the values of both.</summary>
    public static ExponentHistogram operator +(ExponentHistogram left, ExponentHistogram right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left._counts.Length == 0 && left.Below + left.Above == 0) return right;
        if (right._counts.Length == 0 && right.Below + right.Above == 0) return left;

        var (first, last) = left._counts.Length == 0 ? (right.First, right.Last)
            : right._counts.Length == 0 ? (left.First, left.Last)
            : (Math.Min(left.First, right.First), Math.Max(left.Last, right.Last));
        if (TryAddLow(left, right, first, last) is { } low) return new(first, low, null, left.Below + right.Below, left.Above + right.Above);
        Span<long> counts = stackalloc long[last - first + 1];
        for (var e = first; e <= last; e++) counts[e - first] = left[e] + right[e];
        return Create(first, counts, left.Below + right.Below, left.Above + right.Above);
    }

    /// <inheritdoc cref="op_Addition"/>
    public static ExponentHistogram Add(ExponentHistogram left, ExponentHistogram right) => left + right;

    /// <summary>The histogram of the values of all summaries, those that are null left out; the same as adding one after the other.</summary>
    internal static ExponentHistogram Sum(ReadOnlySpan<TensorSummary?> parts)
    {
        var (first, last, below, above) = (int.MaxValue, int.MinValue, 0L, 0L);
        foreach (var summary in parts)
        {
            if (summary?.Exponents is not { } part) continue;
            (below, above) = (below + part.Below, above + part.Above);
            if (part._counts.Length > 0) (first, last) = (Math.Min(first, part.First), Math.Max(last, part.Last));
        }

        if (first > last) return below + above == 0 ? Empty : new(0, [], null, below, above);
        var low = new uint[last - first + 1];
        foreach (var summary in parts)
            if (summary is not null && !summary.Exponents.TryAddTo(low, first)) return SumOneByOne(parts);
        return new(first, low, null, below, above);
    }

    internal ExponentHistogram Repeated(long times)
    {
        if (times == 0) return Empty;
        Span<long> counts = stackalloc long[_counts.Length];
        for (var e = First; e <= Last; e++) counts[e - First] = checked(this[e] * times);
        return Create(First, counts, checked(Below * times), checked(Above * times));
    }

    /// <param name="places">See <see cref="PlaceOf(int)"/>.</param>
    /// <param name="smallest">The smallest magnitude counted.</param>
    /// <param name="largest">The largest magnitude counted.</param>
    internal static unsafe ExponentHistogram Of(long* places, double smallest, double largest)
    {
        var first = Math.Clamp(ExponentOf(smallest), Lowest, Highest);
        var last = Math.Clamp(ExponentOf(largest), Lowest, Highest);
        while (first <= last && places[PlaceOf(first)] == 0) first++;
        while (last >= first && places[PlaceOf(last)] == 0) last--;
        return Create(first, new(places + PlaceOf(first), last - first + 1), places[0], places[Places - 1]);
    }

    /// <summary>floor(log2 |x|), and less than <see cref="Lowest"/> for any double below the normal ones.</summary>
    internal static int ExponentOf(double value) => (int)((BitConverter.DoubleToUInt64Bits(value) >> 52) & 0x7ff) - 1023;

    /// <summary>Where an exponent is counted: 0 for all that are too low, then one place each, last all that are too high.</summary>
    internal static int PlaceOf(int exponent) => Math.Clamp(exponent, Lowest - 1, Highest + 1) - Lowest + 1;

    internal static int PlaceOf(double value) => PlaceOf(ExponentOf(value));

    /// <summary>The counts of both where they fit into 32 bits, as they nearly always do; else null.</summary>
    static uint[]? TryAddLow(ExponentHistogram left, ExponentHistogram right, int first, int last)
    {
        var low = new uint[last - first + 1];
        return left.TryAddTo(low, first) && right.TryAddTo(low, first) ? low : null;
    }

    static ExponentHistogram SumOneByOne(ReadOnlySpan<TensorSummary?> parts)
    {
        var sum = Empty;
        foreach (var summary in parts)
            if (summary is not null) sum += summary.Exponents;
        return sum;
    }

    /// <summary>Adds the counts to those of <paramref name="low"/>, which begin at <paramref name="first"/>; false where one outgrows 32 bits.</summary>
    bool TryAddTo(Span<uint> low, int first)
    {
        if (_carries is not null) return false;
        if (_counts.Length == 0) return true;
        var both = low.Slice(First - first, _counts.Length);
        var most = 0UL;
        for (var i = 0; i < both.Length; i++)
        {
            var sum = (ulong)both[i] + _counts[i];
            both[i] = (uint)sum;
            most |= sum;
        }

        return most <= uint.MaxValue;
    }

    internal void Save(ref SavedSummary saved)
    {
        saved.Write(Below);
        saved.Write(Above);
        saved.Write(_counts.Length);
        if (_counts.Length == 0) return;
        saved.Write(First - Lowest);
        if (_carries is null) saved.Write(_counts);
        else for (var e = First; e <= Last; e++) saved.Write(this[e]);
    }

    internal static ExponentHistogram Restore(ref SavedSummary saved)
    {
        var (below, above, length) = (saved.ReadCount(), saved.ReadCount(), saved.ReadCount());
        var first = length == 0 ? 0 : saved.ReadCount();
        if (length > Places - 2 || first > Places - 2 - length) throw SavedSummary.Wrong("an exponent is out of range");
        Span<long> counts = stackalloc long[(int)length];
        for (var place = 0; place < counts.Length; place++) counts[place] = saved.ReadCount();
        return Create((int)first + Lowest, counts, below, above);
    }

    internal static ExponentHistogram Create(int first, ReadOnlySpan<long> counts, long below, long above)
    {
        var low = counts.IsEmpty ? [] : new uint[counts.Length];
        uint[]? high = null;
        for (var i = 0; i < counts.Length; i++)
        {
            low[i] = (uint)counts[i];
            if (counts[i] > uint.MaxValue) (high ??= new uint[counts.Length])[i] = (uint)(counts[i] >> 32);
        }

        return new(counts.IsEmpty ? 0 : first, low, high, below, above);
    }
}
