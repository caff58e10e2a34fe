using System.Globalization;

namespace Fathom.Lab.Recipes;

/// <summary>A finite number within limits.</summary>
sealed class NumberForm(double least, double most) : ScalarForm<double>
{
    public double Least => least;

    public double Most => most;

    /// <summary>Whether the least itself is too little.</summary>
    public bool Above { get; init; }

    /// <summary>Whether the most itself is too much.</summary>
    public bool Below { get; init; }

    public override string Expected => (Above, Below) switch
    {
        (true, true) => $"a number above {Show(least)} and below {Show(most)}",
        (true, false) => $"a number above {Show(least)}, at most {Show(most)}",
        (false, true) => $"a number from {Show(least)} to below {Show(most)}",
        _ => $"a number from {Show(least)} to {Show(most)}",
    };

    public override string CallPattern => @"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?";

    public override SchemaPart Schema(SchemaParts parts) => new()
    {
        Type = ["number"],
        Minimum = Above ? null : least,
        ExclusiveMinimum = Above ? least : null,
        Maximum = Below ? null : most,
        ExclusiveMaximum = Below ? most : null,
    };

    protected override bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        && (Above ? value > least : value >= least)
        && (Below ? value < most : value <= most);

    protected override void Write(double value, YamlText text) => text.Plain(value.ToString("R", CultureInfo.InvariantCulture));

    static string Show(double limit) => limit.ToString("#,0.############", CultureInfo.InvariantCulture);
}
