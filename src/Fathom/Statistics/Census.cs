namespace Fathom.Statistics;

/// <summary>What kinds of values a tensor holds, how many of each, and between which ends: exact, and the same in whatever order it is added up.</summary>
readonly record struct Census
{
    /// <summary>No values: NaN for what there is none of.</summary>
    public static readonly Census Empty = new() { Minimum = double.NaN, Maximum = double.NaN, SmallestMagnitude = double.NaN };

    public long Count { get; init; }

    public long Zeros { get; init; }

    public long NaNs { get; init; }

    public long PositiveInfinities { get; init; }

    public long NegativeInfinities { get; init; }

    public double Minimum { get; init; }

    public double Maximum { get; init; }

    public double SmallestMagnitude { get; init; }

    public long Finite => Count - NaNs - PositiveInfinities - NegativeInfinities;

    public static unsafe Census Of(Tally* tally)
    {
        var census = new Census
        {
            Count = tally->Count,
            Zeros = tally->Zeros,
            NaNs = tally->NaNs,
            PositiveInfinities = tally->PositiveInfinities,
            NegativeInfinities = tally->NegativeInfinities,
        };
        return census with
        {
            // Plus zero makes one zero of both, which the order of blocks must not decide.
            Minimum = census.Finite == 0 ? double.NaN : tally->Minimum + 0.0,
            Maximum = census.Finite == 0 ? double.NaN : tally->Maximum + 0.0,
            SmallestMagnitude = census.Finite > census.Zeros ? tally->Smallest : double.NaN,
        };
    }

    public static Census operator +(Census left, Census right) => new()
    {
        Count = left.Count + right.Count,
        Zeros = left.Zeros + right.Zeros,
        NaNs = left.NaNs + right.NaNs,
        PositiveInfinities = left.PositiveInfinities + right.PositiveInfinities,
        NegativeInfinities = left.NegativeInfinities + right.NegativeInfinities,
        Minimum = double.MinNumber(left.Minimum, right.Minimum),
        Maximum = double.MaxNumber(left.Maximum, right.Maximum),
        SmallestMagnitude = double.MinNumber(left.SmallestMagnitude, right.SmallestMagnitude),
    };

    /// <summary>The census of values of which each stands <paramref name="times"/> times, at least once.</summary>
    public static Census operator *(Census census, long times) => census with
    {
        Count = checked(census.Count * times),
        Zeros = census.Zeros * times,
        NaNs = census.NaNs * times,
        PositiveInfinities = census.PositiveInfinities * times,
        NegativeInfinities = census.NegativeInfinities * times,
    };
}
