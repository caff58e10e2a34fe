namespace Fathom.Diagnoses;

/// <summary>Numbers given by their decades, written out also where no double could hold them.</summary>
static class Decades
{
    /// <summary>10^<paramref name="decades"/> as a share, such as "3.2e-83"; plain for shares near one.</summary>
    public static string Share(double decades)
    {
        var exponent = Math.Floor(decades);
        var mantissa = Math.Round(Math.Pow(10, decades - exponent), 1);
        if (mantissa >= 10) (mantissa, exponent) = (1, exponent + 1);
        return FormattableString.Invariant($"{mantissa:0.0}e{exponent:+0;-0;+0}");
    }

    /// <summary>By how many decades <paramref name="value"/> lies above <paramref name="limit"/>; NaN where either is unknown or nobody can say.</summary>
    public static double Over(double value, double limit) => Math.Log10(value) - Math.Log10(limit);
}
