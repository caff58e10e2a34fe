namespace Fathom.Prognoses;

/// <summary>An activation as mathematics: its value and its slope at any point.</summary>
/// <remarks>What mean-field theory needs of it, expectations over a normal input, is worked out once and kept.</remarks>
public sealed class ActivationFunction
{
    readonly Func<double, double> _value;
    readonly Func<double, double> _slope;
    readonly double[] _kinks;
    readonly Lazy<ExpectationTable> _table;
    readonly Lazy<double[]> _saturation;

    internal ActivationFunction(string name, Func<double, double> value, Func<double, double> slope, params double[] kinks)
    {
        Name = name;
        _value = value;
        _slope = slope;
        _kinks = kinks;
        _table = new(() => new ExpectationTable(this));
        _saturation = new(() => SlopeCrossings.Of(this));
    }

    /// <summary>What it is called, such as <c>relu</c> or <c>leaky-relu(0.2)</c>.</summary>
    public string Name { get; }

    /// <summary>φ(x).</summary>
    public double Value(double x) => _value(x);

    /// <summary>φ'(x); at a kink, either side's.</summary>
    public double Slope(double x) => _slope(x);

    /// <summary>Where the slope jumps or a higher derivative does: integrals are split there.</summary>
    internal ReadOnlySpan<double> Kinks => _kinks;

    /// <summary>For x above 0 and a·x below: the a. Expectations of such functions have closed forms.</summary>
    internal double? NegativeSlope { get; init; }

    /// <summary>Where the slope passes a tenth of its largest value, in order.</summary>
    internal IReadOnlyList<double> SaturationPoints => _saturation.Value;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Expectations over an input that is normal with this mean and variance.</summary>
    internal Expectations Under(double mean, double variance)
    {
        if (mean == 0 && NegativeSlope is { } slope) return Expectations.OfRectifier(slope, variance);
        return mean == 0 ? _table.Value.At(variance) : Expectations.ByQuadrature(this, mean, variance);
    }

    /// <summary>The share of normal inputs that lie where the slope is below a tenth of its largest.</summary>
    internal double SaturatedShare(double mean, double variance)
    {
        var deviation = Math.Sqrt(variance);
        if (!(deviation > 0)) return SlopeCrossings.IsFlat(this, mean) ? 1 : 0;
        var points = SaturationPoints;
        var share = 0.0;
        var below = double.NegativeInfinity;
        for (var index = 0; index <= points.Count; index++)
        {
            var above = index < points.Count ? points[index] : double.PositiveInfinity;
            if (SlopeCrossings.IsFlat(this, SlopeCrossings.Inside(below, above)))
                share += ErrorFunction.NormalBelow((above - mean) / deviation) - ErrorFunction.NormalBelow((below - mean) / deviation);
            below = above;
        }

        return share;
    }
}
