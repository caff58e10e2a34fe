using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>A number, or <c>chrono(T)</c>.</summary>
sealed class ForgetBiasForm : ScalarForm<ForgetBias>
{
    const double Most = 1000;
    const int LeastSteps = 3;
    const int MostSteps = 10_000_000;
    const string Call = "chrono(";

    public override string Expected => string.Create(CultureInfo.InvariantCulture,
        $"a number from {-Most:N0} to {Most:N0}, or chrono(T) with T from {LeastSteps} to {MostSteps:N0} time steps");

    public override SchemaPart Schema(SchemaParts parts) => new()
    {
        AnyOf =
        [
            new SchemaPart { Type = ["number"], Minimum = -Most, Maximum = Most },
            new SchemaPart { Type = ["string"], Pattern = @"^chrono\([0-9]+\)$" },
        ],
    };

    protected override bool TryParse(string text, out ForgetBias value)
    {
        value = null!;
        if (text.StartsWith(Call, StringComparison.Ordinal) && text[^1] == ')')
        {
            if (int.TryParse(text[Call.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var steps) && steps is >= LeastSteps and <= MostSteps)
                value = new ChronoForgetBias { Steps = steps };
        }
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Most)
        {
            value = new FixedForgetBias { Value = number };
        }

        return value is not null;
    }

    protected override void Write(ForgetBias value, YamlText text) => text.Plain(value switch
    {
        FixedForgetBias constant => constant.Value.ToString("R", CultureInfo.InvariantCulture),
        ChronoForgetBias chrono => string.Create(CultureInfo.InvariantCulture, $"{Call}{chrono.Steps})"),
        var other => throw new NotSupportedException($"No spelling is known for {other.GetType().Name}."),
    });
}
