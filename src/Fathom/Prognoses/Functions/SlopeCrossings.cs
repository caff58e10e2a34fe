namespace Fathom.Prognoses;

/// <summary>Finds where an activation is flat: where its slope is below a tenth of its largest.</summary>
static class SlopeCrossings
{
    const double Far = 40;
    const double Step = 0.05;
    const double FlatShare = 0.1;

    /// <summary>The points where the function turns flat or stops being so, in order.</summary>
    public static double[] Of(ActivationFunction function)
    {
        var limit = FlatShare * Largest(function);
        var points = new List<double>();
        for (var x = -Far; x < Far; x += Step)
        {
            if (Below(x) == Below(x + Step)) continue;
            var (left, right) = (x, x + Step);
            for (var halving = 0; halving < 45; halving++)
            {
                var middle = (left + right) / 2;
                if (Below(middle) == Below(left)) left = middle;
                else right = middle;
            }

            points.Add((left + right) / 2);
        }

        return [.. points];

        bool Below(double at) => Math.Abs(function.Slope(at)) < limit;
    }

    /// <summary>Whether the slope at <paramref name="x"/> is below a tenth of its largest.</summary>
    public static bool IsFlat(ActivationFunction function, double x) => Math.Abs(function.Slope(x)) < FlatShare * Largest(function);

    /// <summary>A point between two ends, of which either may be infinite.</summary>
    public static double Inside(double below, double above) => (double.IsInfinity(below), double.IsInfinity(above)) switch
    {
        (true, true) => 0,
        (true, false) => above - 1,
        (false, true) => below + 1,
        _ => (below + above) / 2,
    };

    static double Largest(ActivationFunction function)
    {
        var largest = 0.0;
        for (var x = -8.0; x <= 8; x += Step) largest = Math.Max(largest, Math.Abs(function.Slope(x)));
        return largest;
    }
}
