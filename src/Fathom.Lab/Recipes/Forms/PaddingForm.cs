using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>How many zeros stand around, or <c>same</c>.</summary>
sealed class PaddingForm : ScalarForm<Padding>
{
    const string Same = "same";
    const int Most = 1000;

    public override string Expected => $"a whole number from 0 to {Most.ToString("N0", CultureInfo.InvariantCulture)}, or {Same}";

    public override SchemaPart Schema(SchemaParts parts) => new()
    {
        AnyOf = [new SchemaPart { Enum = [Same] }, new SchemaPart { Type = ["integer"], Minimum = 0d, Maximum = (double)Most }],
    };

    protected override bool TryParse(string text, out Padding value)
    {
        value = Padding.Same;
        if (text == Same) return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount > Most) return false;
        value = Padding.Of(amount);
        return true;
    }

    protected override void Write(Padding value, YamlText text) =>
        text.Plain(value.IsSame ? Same : value.Amount.ToString(CultureInfo.InvariantCulture));
}
