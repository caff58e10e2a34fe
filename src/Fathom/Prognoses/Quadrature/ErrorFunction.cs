namespace Fathom.Prognoses;

/// <summary>The error function and its kin, to about 1e-15 relative.</summary>
static class ErrorFunction
{
    // Where the series of positive terms hands over to the continued fraction.
    const double Switch = 2.5;

    /// <summary>2/√π ∫₀ˣ e^(-t²) dt.</summary>
    public static double Erf(double x) => Math.Abs(x) < Switch ? Series(x) : x > 0 ? 1 - Fraction(x) : Fraction(-x) - 1;

    /// <summary>1 - erf x, without losing the digits of its tail.</summary>
    public static double Erfc(double x) => Math.Abs(x) < Switch ? 1 - Series(x) : x > 0 ? Fraction(x) : 2 - Fraction(-x);

    /// <summary>The probability that a standard normal variable lies below <paramref name="z"/>.</summary>
    public static double NormalBelow(double z) => Erfc(-z / Math.Sqrt(2)) / 2;

    /// <summary>The density of the standard normal distribution.</summary>
    public static double NormalDensity(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    // Abramowitz and Stegun (1964), 7.1.6: all terms have one sign, so nothing cancels.
    static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // Abramowitz and Stegun (1964), 7.1.14, from the back: 60 steps settle it from 2.5 on.
    static double Fraction(double x)
    {
        if (x > 27.5) return 0;
        var tail = x;
        for (var k = 60; k >= 1; k--) tail = x + k / 2.0 / tail;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * tail);
    }
}
