namespace Fathom.Lab.Cures;

/// <summary>Whether treated runs are better than untreated ones by more than seeds differ: Student's paired t test, one-sided.</summary>
/// <param name="Count">How many pairs there were.</param>
/// <param name="MeanGain">The mean of the gains.</param>
/// <param name="StandardError">The standard error of that mean.</param>
/// <param name="Probability">How likely gains like these are where the treatment changes nothing.</param>
public sealed record PairedTest(int Count, double MeanGain, double StandardError, double Probability)
{
    /// <summary>The fewest pairs that can prove anything.</summary>
    public const int FewestPairs = 3;

    /// <summary>How often, at most, a whole search may take chance for a cure.</summary>
    public const double ErrorRate = 0.05;

    /// <summary>The probability below which the <paramref name="number"/>-th test of a search, from 1, proves something.</summary>
    /// <remarks>
    /// A quarter of <see cref="ErrorRate"/> over k(k+1): an eighth of it for the first; together a quarter, however many tests are made. The rest pays
    /// for the first seed, on which the candidate was chosen among others: with that choice, chance passes in fewer than 5 of 100 simulated searches over 18 candidates.
    /// </remarks>
    public static double LevelOf(int number) => ErrorRate / (4.0 * number * (number + 1));

    /// <summary>The test of <paramref name="pairs"/>.</summary>
    public static PairedTest Of(IReadOnlyList<Pair> pairs)
    {
        var gains = pairs.Select(pair => pair.Gain).ToList();
        var mean = gains.Average();
        if (gains.Count < 2 || !double.IsFinite(mean)) return new PairedTest(gains.Count, mean, double.NaN, 1);
        var error = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Count - 1) / gains.Count);
        var deviate = error > 0 ? mean / error : mean > 0 ? double.PositiveInfinity : mean < 0 ? double.NegativeInfinity : 0;
        return new PairedTest(gains.Count, mean, error, StudentT.UpperTail(deviate, gains.Count - 1));
    }
}
