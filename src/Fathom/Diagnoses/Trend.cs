namespace Fathom.Diagnoses;

/// <summary>What a row of numbers shows of direction and alternation, each as a normal deviate: 0 on average where there is neither.</summary>
static class Trend
{
    /// <summary>
    /// Whether the numbers rise or fall: Mann's (1945) and Kendall's (1975) statistic over its deviation. It asks of no distribution; ties
    /// count as neither, and only widen the answer. Negative where the numbers fall.
    /// </summary>
    public static double MannKendall(IReadOnlyList<double> values)
    {
        var sum = 0L;
        for (var later = 1; later < values.Count; later++) sum += Pairs(values, later);
        return Deviate(sum, values.Count);
    }

    /// <summary>How many of the values before one lie below it, less how many lie above.</summary>
    public static int Pairs(IReadOnlyList<double> values, int later)
    {
        var sum = 0;
        for (var earlier = 0; earlier < later; earlier++) sum += Math.Sign(values[later] - values[earlier]);
        return sum;
    }

    /// <summary>Kendall's sum over all pairs of <paramref name="count"/> values as a normal deviate; 0 for fewer than two values.</summary>
    public static double Deviate(long sum, int count)
    {
        if (count < 2) return 0;
        var variance = count * (count - 1.0) * ((2.0 * count) + 5) / 18;
        return Math.Sign(sum) * Math.Max(0, Math.Abs(sum) - 1) / Math.Sqrt(variance);
    }

    /// <summary>
    /// Whether each number tends to lie on the other side than the one before: lag-1 autocorrelation around the straight line of least
    /// squares, times √n (Bartlett 1946). -√n where they alternate, 0 where they are constant.
    /// </summary>
    public static double Alternation(IReadOnlyList<double> values)
    {
        var rest = WithoutLine(values);
        var squares = rest.Sum(value => value * value);
        var size = values.Sum(value => value * value);
        // What rounding leaves of a straight line is no alternation.
        return !(squares > 1e-24 * size) ? 0 : rest.Zip(rest.Skip(1), (left, right) => left * right).Sum() / squares * Math.Sqrt(values.Count);
    }

    static double[] WithoutLine(IReadOnlyList<double> values)
    {
        var middle = (values.Count - 1) / 2.0;
        var mean = values.Average();
        var slope = values.Select((value, index) => (index - middle) * (value - mean)).Sum() / values.Select((_, index) => (index - middle) * (index - middle)).Sum();
        return [.. values.Select((value, index) => value - mean - (slope * (index - middle)))];
    }
}
