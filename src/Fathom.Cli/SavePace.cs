using System.Globalization;

namespace Fathom.Cli;

/// <summary>How often checkpoints are written: every so many steps, or about every so often; one of the two is set.</summary>
sealed record SavePace(long? Steps, TimeSpan? Time)
{
    const long MostSteps = 1_000_000_000;

    /// <summary>What <paramref name="text"/> writes down: <c>500</c> for steps, <c>90s</c>, <c>10m</c> or <c>1h</c> for time; null where it is neither.</summary>
    public static SavePace? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var steps)) return steps is >= 1 and <= MostSteps ? new(steps, null) : null;
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number is not (> 0 and < 1e6)) return null;
        return text[^1] switch
        {
            's' => new(null, TimeSpan.FromSeconds(number)),
            'm' => new(null, TimeSpan.FromMinutes(number)),
            'h' => new(null, TimeSpan.FromHours(number)),
            _ => null,
        };
    }
}
