using System.Globalization;
using System.Numerics;

namespace Fathom.Lab.Recipes;

/// <summary>A whole number within limits.</summary>
sealed class WholeForm<T>(T least, T most) : ScalarForm<T>
    where T : IBinaryInteger<T>, IMinMaxValue<T>
{
    public T Least => least;

    public T Most => most;

    public override string Expected => (least == T.MinValue, most == T.MaxValue) switch
    {
        (true, true) => "a whole number",
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {least:N0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {least:N0} to {most:N0}"),
    };

    public override string CallPattern => "[+-]?[0-9]+";

    public override SchemaPart Schema(SchemaParts parts) => new()
    {
        Type = ["integer"],
        Minimum = decimal.CreateChecked(least),
        Maximum = decimal.CreateChecked(most),
    };

    protected override bool TryParse(string text, out T value) =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value!) && value >= least && value <= most;

    protected override void Write(T value, YamlText text) => text.Plain(value.ToString(null, CultureInfo.InvariantCulture));
}
