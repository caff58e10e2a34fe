namespace Fathom.Prognoses;

/// <summary>A number of which nineteen of twenty seeds lie between two ends.</summary>
/// <param name="Low">The lower end: two standard deviations below the middle.</param>
/// <param name="Middle">What a typical seed gives; below the infinitely wide network's number by what the width takes.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Band(double Low, double Middle, double High)
{
    static readonly double DecadesPerLog = 1 / (2 * Math.Log(10));

    /// <summary>Whether <paramref name="number"/> lies in the band, up to what rounding takes where the band has no width.</summary>
    public bool Holds(double number) => number >= Low - Rounding && number <= High + Rounding;

    double Rounding => 1e-9 * (1 + Math.Abs(Middle));

    /// <summary>
    /// Decades of a norm, from ln of the squared norm's mean and the variance of that ln: a log-normal number's typical value lies half
    /// the variance below its mean (Hanin and Nica 2019). What the signal's size adds has no such shift to first order.
    /// </summary>
    internal static Band OfLog(double logSquare, double variance, double sizeVariance)
    {
        var middle = (logSquare - variance / 2) * DecadesPerLog;
        var deviation = Math.Sqrt(variance + sizeVariance) * DecadesPerLog;
        return new(middle - 2 * deviation, middle, middle + 2 * deviation);
    }
}
