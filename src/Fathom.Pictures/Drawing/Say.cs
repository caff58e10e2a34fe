using System.Globalization;

namespace Fathom.Pictures.Drawing;

/// <summary>Numbers in words and tables.</summary>
static class Say
{
    public const string Nothing = "nothing left";
    public const string NotFinite = "not finite";
    public const string Missing = "";

    public static string Number(double value) =>
        double.IsNaN(value) ? Missing
        : double.IsInfinity(value) ? NotFinite
        : value != 0 && Math.Abs(value) is < 1e-3 or >= 1e6 ? value.ToString("0.00e+0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The same in a sentence, where nothing at all would leave a hole.</summary>
    public static string Value(double value) => double.IsFinite(value) ? Number(value) : NotFinite;

    public static string Decades(double decades) => double.IsFinite(decades) ? decades.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : NotFinite;

    /// <summary>A number given by its log10, which may lie beyond what a double holds.</summary>
    public static string Power(double decades)
    {
        var whole = Math.Floor(decades);
        var front = Math.Round(Math.Pow(10, decades - whole), 1);
        return FormattableString.Invariant($"{(front >= 10 ? 1 : front):0.0}e{(front >= 10 ? whole + 1 : whole):0}");
    }

    public static string Count(long count, string one, string many) => FormattableString.Invariant($"{count} {(count == 1 ? one : many)}");
}
