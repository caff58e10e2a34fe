using CsCheck;
using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>Gaussian expectations against closed forms, and against a brute-force twin.</summary>
public class QuadratureTests
{
    public static TheoryData<double> Variances => [1e-8, 1e-3, 0.3, 1, 3.7, 50, 1e4];

    public static TheoryData<string> Functions => [.. Activations.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Variances))]
    public void Rectifiers_agree_with_their_closed_forms(double variance)
    {
        foreach (var slope in (double[])[0, 0.2, 1])
        {
            var function = ActivationFunctions.LeakyRelu(slope);

            var closed = Expectations.OfRectifier(slope, variance);
            var numeric = Expectations.ByQuadrature(function, 0, variance);

            Same(closed.Mean, numeric.Mean, Math.Sqrt(variance));
            Same(closed.Square, numeric.Square, variance);
            Same(closed.Fourth, numeric.Fourth, variance * variance);
            Same(closed.SlopeSquare, numeric.SlopeSquare, 1);
            Same(closed.SlopeFourth, numeric.SlopeFourth, 1);
            Same(closed.SquareTimesSlopeSquare, numeric.SquareTimesSlopeSquare, variance);
            Same(closed.SquareResponse, numeric.SquareResponse, 1);
            Same(closed.SlopeResponse, numeric.SlopeResponse, 1);
        }
    }

    /// <summary>Williams (1998): E erf² = 2/π arcsin(2q/(1+2q)), E erf'² = 4/π /√(1+4q).</summary>
    [Theory]
    [MemberData(nameof(Variances))]
    public void Erf_agrees_with_its_closed_forms(double variance)
    {
        var numeric = Expectations.ByQuadrature(ActivationFunctions.Erf, 0, variance);

        Same(2 / Math.PI * Math.Asin(2 * variance / (1 + 2 * variance)), numeric.Square, Math.Min(1, variance));
        Same(4 / Math.PI / Math.Sqrt(1 + 4 * variance), numeric.SlopeSquare, 1);
        Same(2 / Math.PI * Math.Asin(2 * variance * 0.4 / (1 + 2 * variance)), numeric.Product(0.4), Math.Min(1, variance));
    }

    /// <summary>E e^(a h) = e^(a² q / 2), E |h|, E h⁶.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(-3)]
    public void Exponentials_and_powers_agree_with_their_moments(double rate)
    {
        var exponential = new ActivationFunction("exp", x => Math.Exp(rate * x / 2), x => rate / 2 * Math.Exp(rate * x / 2));
        var magnitude = new ActivationFunction("abs", Math.Abs, x => Math.Sign(x), 0);
        var cube = new ActivationFunction("cube", x => x * x * x, x => 3 * x * x);

        Same(Math.Exp(rate * rate / 2), Expectations.ByQuadrature(exponential, 0, 1).Square, 1);
        Same(Math.Sqrt(2 / Math.PI), Expectations.ByQuadrature(magnitude, 0, 1).Mean, 1);
        Same(15, Expectations.ByQuadrature(cube, 0, 1).Square, 1);
        Same(27, Expectations.ByQuadrature(cube, 0, 1).SlopeSquare, 1);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Equals_its_brute_force_twin(string name)
    {
        var function = Activations.Named(name);
        foreach (var (mean, variance) in ((double, double)[])[(0, 0.02), (0, 1), (0, 12), (-0.7, 2)])
        {
            var fast = Expectations.ByQuadrature(function, mean, variance);

            Assert.Equal(BruteForce(function, mean, variance, x => Math.Pow(function.Value(x), 2)), fast.Square, 2e-7 * Math.Max(1, variance));
            Assert.Equal(BruteForce(function, mean, variance, function.Value), fast.Mean, 2e-7 * Math.Max(1, variance));
            Assert.Equal(BruteForce(function, mean, variance, x => Math.Pow(function.Slope(x), 2)), fast.SlopeSquare, 2e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_table_gives_what_quadrature_gives(string name)
    {
        var function = Activations.Named(name);
        var table = new ExpectationTable(function);
        for (var lookup = 0; lookup < 40; lookup++) table.At(1 + lookup / 41.0);

        for (var variance = 1.01; variance < 2; variance += 0.0937)
        {
            var (direct, looked) = (Expectations.ByQuadrature(function, 0, variance), table.At(variance));

            Same(direct.Square, looked.Square, 1);
            Same(direct.SlopeSquare, looked.SlopeSquare, 1);
            Same(direct.SlopeResponse, looked.SlopeResponse, 1);
            Same(direct.Product(0.5), looked.Product(0.5), 1);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Slopes_are_the_values_derivatives(string name)
    {
        var function = Activations.Named(name);

        Gen.Double[-12, 12].Where(x => Math.Abs(x % 0.5) > 0.01).Sample(
            x => Assert.Equal((function.Value(x + 1e-5) - function.Value(x - 1e-5)) / 2e-5, function.Slope(x), 1e-6), iter: 300, seed: "0000KmyHGq2T");
    }

    /// <summary>Cho and Saul (2009): the arc-cosine kernel, against the sum over Hermite coefficients.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    [InlineData(-0.5)]
    public void Correlations_agree_with_the_arc_cosine_kernel(double correlation)
    {
        var closed = Expectations.OfRectifier(0, 2);
        var numeric = Expectations.ByQuadrature(ActivationFunctions.Relu, 0, 2);

        Assert.Equal(closed.Product(correlation), numeric.Product(correlation), 1e-7);
        Assert.Equal(closed.ProductSlope(correlation), numeric.ProductSlope(correlation), 1e-6);
    }

    [Theory]
    [InlineData(0.3, 0.32862675945912742764)]
    [InlineData(1, 0.84270079294971486934)]
    [InlineData(2.4, 0.99931148610335492145)]
    [InlineData(2.6, 0.99976396558347064991)]
    public void The_error_function_has_all_digits(double x, double value)
    {
        Assert.Equal(value, ErrorFunction.Erf(x), 2e-16);
        Assert.Equal(-value, ErrorFunction.Erf(-x), 2e-16);
    }

    [Fact]
    public void The_complement_keeps_the_digits_of_its_tail() =>
        Assert.Equal(1, ErrorFunction.Erfc(5) / 1.5374597944280348502e-12, 1e-14);

    static void Same(double expected, double actual, double scale) => Assert.Equal(expected / scale, actual / scale, 1e-10 * Math.Max(1, Math.Abs(expected / scale)));

    /// <summary>The midpoint rule on each piece between kinks.</summary>
    static double BruteForce(ActivationFunction function, double mean, double variance, Func<double, double> integrand)
    {
        const int Points = 20_000;
        const double Reach = 9;
        var deviation = Math.Sqrt(variance);
        var ends = function.Kinks.ToArray().Select(kink => (kink - mean) / deviation).Where(end => Math.Abs(end) < Reach).Append(-Reach).Append(Reach).Order().ToArray();
        var sum = 0.0;
        for (var piece = 1; piece < ends.Length; piece++)
        {
            var step = (ends[piece] - ends[piece - 1]) / Points;
            for (var point = 0; point < Points; point++)
            {
                var z = ends[piece - 1] + step * (point + 0.5);
                sum += step * ErrorFunction.NormalDensity(z) * integrand(mean + deviation * z);
            }
        }

        return sum;
    }
}
