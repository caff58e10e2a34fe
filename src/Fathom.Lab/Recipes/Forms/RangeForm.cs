using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Two numbers in a list, the first below the second.</summary>
sealed class RangeForm(double least, double most) : Form<ValueList<double>>
{
    readonly ListForm<double> _pair = new(new NumberForm(least, most), 2, 2);

    public double Least => least;

    public double Most => most;

    public override string Expected =>
        string.Create(CultureInfo.InvariantCulture, $"two numbers from {least:N0} to {most:N0} in a list, the first below the second");

    public override bool Takes(Node node) => _pair.Takes(node);

    public override object? Read(Node node, Spot spot, RecipeReading reading)
    {
        if (_pair.Read(node, spot, reading) is not ValueList<double> pair) return null;
        if (pair[0] < pair[1]) return pair;
        reading.Add(node, spot.Path, $"{spot.Name} must be {Expected}, but was {pair}.");
        return null;
    }

    public override SchemaPart Schema(SchemaParts parts) => _pair.Schema(parts);

    public override void Write(object value, YamlText text) => _pair.Write(value, text);
}
