namespace Fathom.Lab.Cures;

/// <summary>Whether treated runs are better than untreated ones by more than seeds differ: Student's paired t test of the relative gains, one-sided.</summary>
/// <remarks>
/// A relative gain is at most 1 and has no lower bound, so that no single seed can carry a proof while any can spoil one; and where a treatment changes
/// nothing, so that treated and untreated errors are draws of the same kind, the mean of 1 - treated/untreated is not above 0 (Jensen's inequality).
/// </remarks>
/// <param name="Count">How many pairs there were.</param>
/// <param name="MeanGain">The mean of the relative gains.</param>
/// <param name="StandardError">The standard error of that mean.</param>
/// <param name="Probability">How likely gains like these are where the treatment changes nothing.</param>
public sealed record PairedTest(int Count, double MeanGain, double StandardError, double Probability)
{
    /// <summary>The fewest pairs that can prove anything.</summary>
    public const int FewestPairs = 3;

    /// <summary>The most pairs that a proof takes.</summary>
    public const int MostPairs = 8;

    /// <summary>How often, at most, a whole search may take chance for a cure.</summary>
    public const double ErrorRate = 0.05;

    /// <summary>The probability below which a look proves something.</summary>
    /// <remarks>
    /// The k-th candidate that goes to proof may spend <see cref="ErrorRate"/>/(k(k+1)), and its j-th look 1/(j(j+1)) of that: the sum of 1/(n(n+1)) over all n is 1, so that
    /// all looks at all candidates together spend <see cref="ErrorRate"/>, however many there are, and whatever decides whether and how a candidate is looked at again. The first
    /// look, which costs least and decides most searches, may spend half; and as no look is ever without a level, a gain that is plain in the end counts, however often one looked too early.
    /// </remarks>
    /// <param name="candidate">Which candidate of the search that goes to proof this is, from 1.</param>
    /// <param name="look">Which look at it this is, from 1.</param>
    public static double LevelOf(int candidate, int look) => ErrorRate / ((double)candidate * (candidate + 1)) / ((double)look * (look + 1));

    /// <summary>The test of <paramref name="pairs"/>.</summary>
    public static PairedTest Of(IReadOnlyList<Pair> pairs)
    {
        var gains = pairs.Select(pair => pair.RelativeGain).ToList();
        var mean = gains.Average();
        if (gains.Count < 2 || !double.IsFinite(mean)) return new PairedTest(gains.Count, mean, double.NaN, 1);
        var error = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Count - 1) / gains.Count);
        return new PairedTest(gains.Count, mean, error, ProbabilityOf(mean, error, gains.Count));
    }

    /// <summary>How many pairs would pass at <paramref name="level"/> if further ones were like these; null where more than <see cref="MostPairs"/> are needed.</summary>
    internal int? PairsNeeded(double level)
    {
        for (var count = Count + 1; count <= MostPairs; count++)
            if (ProbabilityOf(MeanGain, StandardError * Math.Sqrt((double)Count / count), count) < level) return count;
        return null;
    }

    static double ProbabilityOf(double mean, double error, int count)
    {
        var deviate = error > 0 ? mean / error : mean > 0 ? double.PositiveInfinity : mean < 0 ? double.NegativeInfinity : 0;
        return StudentT.UpperTail(deviate, count - 1);
    }
}
