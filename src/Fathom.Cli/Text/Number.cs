using System.Globalization;

namespace Fathom.Cli.Text;

/// <summary>Numbers as text: right at both ends of a double, and never NaN or infinity as if they were amounts.</summary>
static class Number
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>10 to the power of <paramref name="decades"/>, with two digits; the number itself may lie outside any double.</summary>
    public static string PowerOfTen(double decades)
    {
        if (double.IsNaN(decades)) return "not a number";
        if (double.IsInfinity(decades)) return decades > 0 ? "infinite" : "0";
        var exponent = Math.Floor(decades);
        var mantissa = Math.Round(Math.Pow(10, decades - exponent), 1);
        if (mantissa >= 10) (mantissa, exponent) = (1, exponent + 1);
        return string.Create(Invariant, $"{mantissa:0.0}e{exponent:+0;-0;+0}");
    }

    /// <summary>A factor: plain where that is short, else with an exponent.</summary>
    public static string Factor(double factor) =>
        Word(factor) ?? (Math.Abs(factor) is >= 0.01 and < 1000 ? factor.ToString("0.00", Invariant) : factor.ToString("0.0e+0", Invariant));

    /// <summary>A measured amount with three digits; whole numbers stay whole.</summary>
    public static string Amount(double amount)
    {
        if (Word(amount) is { } word) return word;
        if (amount == Math.Floor(amount) && Math.Abs(amount) < 1e6) return amount.ToString("0", Invariant);
        return Math.Abs(amount) is >= 0.001 and < 10_000 ? amount.ToString("G3", Invariant) : amount.ToString("0.0e+0", Invariant);
    }

    /// <summary>Decades with their sign; never "-0.00".</summary>
    public static string Decades(double decades, int digits = 2)
    {
        var rounded = Math.Round(decades, digits);
        var format = digits == 1 ? "0.0" : "0.00";
        return NotFinite(decades) ?? rounded.ToString($"+{format};-{format};{format}", Invariant);
    }

    public static string Loss(double loss) => Word(loss) ?? loss.ToString(Math.Abs(loss) is >= 1e-3 and < 1e5 ? "0.0000" : "0.00e+0", Invariant);

    public static string Percent(double share) => Word(share) ?? (share * 100).ToString(share is > 0 and < 0.01 ? "0.0" : "0", Invariant) + " %";

    /// <summary>A confidence in percent, rounded down: only certainty is 100.</summary>
    public static string Confidence(double confidence) => Word(confidence) ?? (Math.Floor((decimal)confidence * 10_000) / 100).ToString("0.##", Invariant) + " %";

    public static string Whole(long number) => number.ToString(Invariant);

    static string? Word(double number) => NotFinite(number) ?? (number == 0 ? "0" : null);

    static string? NotFinite(double number) =>
        double.IsNaN(number) ? "not a number" : double.IsInfinity(number) ? (number > 0 ? "infinite" : "minus infinite") : null;
}
