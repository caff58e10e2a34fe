namespace Fathom.Prognoses;

/// <summary>What theory needs to know of an activation φ whose input h is normal: its moments and how it maps correlations.</summary>
sealed class Expectations
{
    /// <summary>How many Hermite coefficients are kept; what is left is put on the next one.</summary>
    public const int HermiteCount = 32;

    const int Fixed = 7;

    static readonly double[] Roots = [.. Enumerable.Range(0, HermiteCount + 2).Select(n => Math.Sqrt(n))];

    static readonly double[] InverseRoots = [.. Roots.Select(root => 1 / root)];

    readonly double _rectifierSlope = double.NaN;
    readonly double[] _powers;

    Expectations(double variance, double[] powers, double rectifierSlope = double.NaN)
    {
        InputVariance = variance;
        _powers = powers;
        _rectifierSlope = rectifierSlope;
    }

    /// <summary>The variance of h.</summary>
    public double InputVariance { get; }

    /// <summary>E φ.</summary>
    public double Mean { get; private init; }

    /// <summary>E φ².</summary>
    public double Square { get; private init; }

    /// <summary>E φ⁴.</summary>
    public double Fourth { get; private init; }

    /// <summary>E φ'².</summary>
    public double SlopeSquare { get; private init; }

    /// <summary>E φ'⁴.</summary>
    public double SlopeFourth { get; private init; }

    /// <summary>E φ² φ'².</summary>
    public double SquareTimesSlopeSquare { get; private init; }

    /// <summary>E h² φ'² / q.</summary>
    public double SlopeSquareAlongInput => SlopeSquare * (1 + 2 * SlopeResponse);

    /// <summary>d ln E φ² / d ln q, q being the variance of h.</summary>
    public double SquareResponse { get; private init; }

    /// <summary>d ln E φ'² / d ln q.</summary>
    public double SlopeResponse { get; private init; }

    /// <summary>E φ² - (E φ)².</summary>
    public double Variance => Math.Max(0, Square - Mean * Mean);

    /// <summary>E φ(h) φ(h') for two inputs of correlation <paramref name="correlation"/>.</summary>
    public double Product(double correlation)
    {
        if (!double.IsNaN(_rectifierSlope)) return RectifierProduct(correlation);
        // Mehler (1866): the sum over Hermite coefficients a_n of a_n² cⁿ.
        var sum = 0.0;
        for (var n = HermiteCount; n >= 0; n--) sum = sum * correlation + _powers[n];
        return sum;
    }

    /// <summary>d E φ(h) φ(h') / d correlation.</summary>
    public double ProductSlope(double correlation)
    {
        if (!double.IsNaN(_rectifierSlope)) return RectifierProductSlope(correlation);
        var (sum, atOne) = (0.0, 0.0);
        for (var n = HermiteCount - 1; n >= 1; n--)
        {
            sum = sum * correlation + n * _powers[n];
            atOne += n * _powers[n];
        }

        // At c = 1 the derivative is q E φ'² (Price 1958); the coefficients that are not kept make up the difference.
        return sum + Math.Max(0, InputVariance * SlopeSquare - atOne) * Math.Pow(correlation, HermiteCount);
    }

    /// <summary>The closed forms for x above 0 and <paramref name="slope"/> · x below (Cho and Saul 2009 for the correlations).</summary>
    public static Expectations OfRectifier(double slope, double variance)
    {
        var (second, fourth) = (slope * slope, slope * slope * slope * slope);
        return new Expectations(variance, [], slope)
        {
            Mean = (1 - slope) * Math.Sqrt(variance / (2 * Math.PI)),
            Square = variance * (1 + second) / 2,
            Fourth = 3 * variance * variance * (1 + fourth) / 2,
            SlopeSquare = (1 + second) / 2,
            SlopeFourth = (1 + fourth) / 2,
            SquareTimesSlopeSquare = variance * (1 + fourth) / 2,
            SquareResponse = 1,
            SlopeResponse = 0,
        };
    }

    /// <summary>By Gauss-Legendre panels split at the kinks; a variance of zero is one point.</summary>
    public static Expectations ByQuadrature(ActivationFunction function, double mean, double variance) =>
        FromNumbers(variance, Numbers(function, mean, variance));

    /// <summary>All expectations in a row, so that a table can interpolate each.</summary>
    public static double[] Numbers(ActivationFunction function, double mean, double variance)
    {
        var numbers = new double[Fixed + HermiteCount];
        var deviation = Math.Sqrt(variance);
        if (!(deviation > 0)) return AtPoint(function, mean, numbers);

        var panels = GaussianPanels.For(mean, deviation, function.Kinks);
        for (var node = 0; node < panels.Deviates.Length; node++)
        {
            var z = panels.Deviates[node];
            var weight = panels.Weights[node];
            var value = function.Value(mean + deviation * z);
            var square = value * value;
            var slope = function.Slope(mean + deviation * z);
            var slopeSquare = slope * slope;
            numbers[0] += weight * square;
            numbers[1] += weight * square * square;
            numbers[2] += weight * slopeSquare;
            numbers[3] += weight * slopeSquare * slopeSquare;
            // q d/dq of an expectation is half that of the integrand times (z² - 1).
            numbers[4] += weight * square * (z * z - 1) / 2;
            numbers[5] += weight * slopeSquare * (z * z - 1) / 2;
            numbers[6] += weight * square * slopeSquare;
            AddHermite(numbers.AsSpan(Fixed), z, weight * value);
        }

        return numbers;
    }

    public static Expectations FromNumbers(double variance, double[] numbers)
    {
        var powers = new double[HermiteCount + 1];
        var kept = 0.0;
        for (var n = 0; n < HermiteCount; n++) kept += powers[n] = numbers[Fixed + n] * numbers[Fixed + n];
        powers[HermiteCount] = Math.Max(0, numbers[0] - kept);
        return new Expectations(variance, powers)
        {
            Mean = numbers[Fixed],
            Square = numbers[0],
            Fourth = numbers[1],
            SlopeSquare = numbers[2],
            SlopeFourth = numbers[3],
            SquareTimesSlopeSquare = numbers[6],
            SquareResponse = numbers[0] > 0 ? numbers[4] / numbers[0] : 0,
            SlopeResponse = numbers[2] > 0 ? numbers[5] / numbers[2] : 0,
        };
    }

    static double[] AtPoint(ActivationFunction function, double mean, double[] numbers)
    {
        var value = function.Value(mean);
        var slope = function.Slope(mean);
        (numbers[0], numbers[1]) = (value * value, Math.Pow(value, 4));
        (numbers[2], numbers[3]) = (slope * slope, Math.Pow(slope, 4));
        numbers[6] = value * value * slope * slope;
        numbers[Fixed] = value;
        return numbers;
    }

    static void AddHermite(Span<double> coefficients, double z, double weighted)
    {
        var (before, current) = (0.0, 1.0);
        for (var n = 0; n < coefficients.Length; n++)
        {
            coefficients[n] += weighted * current;
            (before, current) = (current, (z * current - Roots[n] * before) * InverseRoots[n + 1]);
        }
    }

    double RectifierProduct(double correlation)
    {
        var c = Math.Clamp(correlation, -1, 1);
        var both = InputVariance / (2 * Math.PI) * (Math.Sqrt(1 - c * c) + c * (Math.PI - Math.Acos(c)));
        var bend = 1 - _rectifierSlope;
        return _rectifierSlope * InputVariance * c + bend * bend * both;
    }

    double RectifierProductSlope(double correlation)
    {
        var bend = 1 - _rectifierSlope;
        return InputVariance * (_rectifierSlope + bend * bend * (Math.PI - Math.Acos(Math.Clamp(correlation, -1, 1))) / (2 * Math.PI));
    }
}
