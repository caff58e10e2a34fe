using System.Globalization;

namespace Fathom.Cli.Text;

/// <summary>Lengths of time as people write and read them: 45 s, 12 min, 3 h, 30d.</summary>
static class Age
{
    const string Units = "m, h, d or w, such as 12h or 30d";

    static readonly (char Letter, TimeSpan Length)[] Letters = [('m', TimeSpan.FromMinutes(1)), ('h', TimeSpan.FromHours(1)), ('d', TimeSpan.FromDays(1)), ('w', TimeSpan.FromDays(7))];

    /// <summary>In the largest unit of which there is at least one and a half, so that little is rounded away.</summary>
    public static string Text(TimeSpan age)
    {
        if (age < TimeSpan.FromSeconds(1)) return "now";
        var (size, unit) = age.TotalSeconds switch
        {
            < 90 => (age.TotalSeconds, "s"),
            < 90 * 60 => (age.TotalMinutes, "min"),
            < 36 * 3600 => (age.TotalHours, "h"),
            < 548.0 * 86400 => (age.TotalDays, "d"),
            _ => (age.TotalDays / 365.25, "y"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(size):0} {unit}");
    }

    /// <summary>The length that <paramref name="written"/> means; null where it is none, and then <paramref name="rule"/> says what one is.</summary>
    public static TimeSpan? Parse(string written, out string rule)
    {
        rule = $"a whole number followed by {Units}";
        if (written.Length < 2 || Array.Find(Letters, unit => unit.Letter == written[^1]) is not { Letter: not '\0' } found) return null;
        return int.TryParse(written.AsSpan(0, written.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000 ? count * found.Length : null;
    }
}
