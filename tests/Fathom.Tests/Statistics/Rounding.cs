using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

/// <summary>Rounds to a narrow format by scaling to integers: to the nearest, ties to even.</summary>
static class Rounding
{
    public static double To(FloatFormat format, double value)
    {
        var (exponentBits, fractionBits) = format.Name switch
        {
            "fp16" => (5, 10), "bf16" => (8, 7), "fp8 E4M3" => (4, 3), _ => (5, 2),
        };
        if (value == 0 || !double.IsFinite(value)) return value;

        var leastExponent = 2 - (1 << (exponentBits - 1));
        var unit = Math.Max(Math.ILogB(value), leastExponent) - fractionBits;
        if (unit < -1000) return 0;
        var rounded = Math.ScaleB(Math.Round(Math.ScaleB(value, -unit), MidpointRounding.ToEven), unit);

        // E4M3 has no infinities: its one place above 448 is NaN.
        if (format == FloatFormat.Float8E4M3) return Math.Abs(rounded) > 448 ? double.NaN : rounded;
        return Math.Abs(rounded) >= Math.ScaleB(1, 1 << (exponentBits - 1)) ? rounded * double.PositiveInfinity : rounded;
    }
}
