using System.Globalization;

namespace Fathom.Lab.Recording;

/// <summary>What a run's folder is called where nobody says: when it started, what it is, and the end of its id, which tells apart what began in the same second.</summary>
static class RunName
{
    const int LongestName = 40;
    const int LengthOfId = 8;

    /// <summary>"20261122-230501-deep-sigmoid-1f3a9c07".</summary>
    public static string Of(string name, DateTimeOffset started, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{started.UtcDateTime:yyyyMMdd-HHmmss}-{Plain(name)}-{id[^LengthOfId..]}");

    /// <summary>Letters, digits and lines only: a recipe's name is anybody's text, and no path.</summary>
    static string Plain(string name)
    {
        var letters = name.Take(LongestName).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-');
        return string.Join('-', string.Concat(letters).Split('-', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } plain ? plain : "run";
    }
}
