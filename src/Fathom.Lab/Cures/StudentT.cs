namespace Fathom.Lab.Cures;

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
static class StudentT
{
    /// <summary>How likely a value above <paramref name="t"/> is.</summary>
    /// <remarks>The finite series of Abramowitz and Stegun (1964), equations 26.7.3 and 26.7.4.</remarks>
    public static double UpperTail(double t, int degrees)
    {
        if (double.IsPositiveInfinity(t)) return 0;
        if (double.IsNegativeInfinity(t)) return 1;
        var angle = Math.Atan(t / Math.Sqrt(degrees));
        var (sine, cosine) = Math.SinCos(angle);
        var isEven = degrees % 2 == 0;
        var term = isEven ? 1 : cosine;
        var sum = degrees == 1 ? 0 : term;
        for (var power = isEven ? 2 : 3; power <= degrees - 2; power += 2)
        {
            term *= cosine * cosine * (power - 1) / power;
            sum += term;
        }

        var within = isEven ? sine * sum : 2 / Math.PI * (angle + (degrees == 1 ? 0 : sine * sum));
        return (1 - within) / 2;
    }
}
