using System.Globalization;

namespace Fathom.Lab.Recipes;

/// <summary>A limit above 0, or none, which counts as infinity.</summary>
sealed class LimitForm(double most) : ScalarForm<double>
{
    /// <summary>How no limit is written.</summary>
    const string None = "none";

    public double Most => most;

    public override string Expected => string.Create(CultureInfo.InvariantCulture, $"none, or a number above 0, at most {most:#,0.############}");

    public override SchemaPart Schema(SchemaParts parts) => new()
    {
        AnyOf = [new SchemaPart { Enum = [None] }, new SchemaPart { Type = ["number"], ExclusiveMinimum = 0, Maximum = most }],
    };

    protected override bool TryParse(string text, out double value)
    {
        if (text != None) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value > 0 && value <= most;
        value = double.PositiveInfinity;
        return true;
    }

    protected override void Write(double value, YamlText text) =>
        text.Plain(double.IsPositiveInfinity(value) ? None : value.ToString("R", CultureInfo.InvariantCulture));
}
