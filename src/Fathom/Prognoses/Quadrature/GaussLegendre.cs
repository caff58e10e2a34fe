namespace Fathom.Prognoses;

/// <summary>The nodes and weights of Gauss and Legendre on [-1, 1]: exact for polynomials up to degree 2n - 1.</summary>
sealed class GaussLegendre
{
    GaussLegendre(int count)
    {
        Nodes = new double[count];
        Weights = new double[count];
        for (var index = 0; index < count; index++)
        {
            // Newton's method on P_n from the asymptotic root (Abramowitz and Stegun 1964, 22.16.6).
            var x = Math.Cos(Math.PI * (index + 0.75) / (count + 0.5));
            var slope = 1.0;
            for (var iteration = 0; iteration < 8; iteration++)
            {
                (var polynomial, slope) = Legendre(count, x);
                x -= polynomial / slope;
            }

            Nodes[index] = x;
            Weights[index] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    /// <summary>Sixteen nodes: what every panel uses.</summary>
    public static GaussLegendre Sixteen { get; } = new(16);

    public double[] Nodes { get; }

    public double[] Weights { get; }

    static (double Polynomial, double Slope) Legendre(int degree, double x)
    {
        var (before, current) = (1.0, x);
        for (var k = 2; k <= degree; k++) (before, current) = (current, ((2 * k - 1) * x * current - (k - 1) * before) / k);
        return (current, degree * (x * current - before) / (x * x - 1));
    }
}
