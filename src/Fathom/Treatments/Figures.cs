using System.Globalization;

namespace Fathom.Treatments;

/// <summary>Numbers as people write them into recipes.</summary>
static class Figures
{
    /// <summary>The number with as few signs as it takes: 0.01, 3.2, 2e-7.</summary>
    public static string Text(double value) =>
        value.ToString(value == 0 || Math.Abs(value) is >= 1e-4 and < 1e7 ? "0.######" : "0.###e-0", CultureInfo.InvariantCulture);

    /// <summary>The number to so many digits that count, so that what is written down is what is said.</summary>
    public static double Rounded(double value, int digits = 3) =>
        double.Parse(value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
