using System.Globalization;
using System.Text;

namespace Fathom.Web.Lab;

/// <summary>Writes where the controls stand into a URL's query, and reads it back.</summary>
/// <remarks>
/// What stands at its default is left out, so that a URL is short; the version pins the defaults, so that it stays complete. Reading never fails: what
/// it does not understand becomes a sentence and the default.
/// </remarks>
public static class LabUrl
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    /// <summary>How many signs of a query are read at most.</summary>
    public const int MostSigns = 4000;

    const string VersionKey = "v";

    static readonly LabState Default = new();

    /// <summary>The query of <paramref name="state"/>, without a question mark: <c>v=1&amp;depth=20&amp;act=sigmoid</c>.</summary>
    public static string Write(LabState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var query = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{VersionKey}={Version}"));
        foreach (var key in LabKeys.All)
        {
            var written = key.Write(state);
            if (written != key.Write(Default)) query.Append('&').Append(key.Name).Append('=').Append(Uri.EscapeDataString(written));
        }

        return query.ToString();
    }

    /// <summary>Reads a query, with or without a question mark; keys of <paramref name="others"/> are left to others.</summary>
    public static LabReading Read(string? query, params ReadOnlySpan<string> others)
    {
        var (state, complaints) = (Default, new List<string>());
        query = (query ?? "").TrimStart('?');
        if (query.Length > MostSigns)
        {
            complaints.Add(string.Create(CultureInfo.InvariantCulture, $"The link has {query.Length:N0} signs, of which the Lab reads {MostSigns:N0} at most, so that everything stands at its default."));
            return new(state, complaints);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decoded(at < 0 ? pair : pair[..at]).ToLowerInvariant();
            var value = at < 0 ? "" : Decoded(pair[(at + 1)..]);
            if (others.Contains(name)) continue;
            if (!seen.Add(name)) complaints.Add($"The link names {Shown(name)} twice; the last one counts.");
            if (name == VersionKey) ReadVersion(value, complaints);
            else if (LabKeys.Find(name) is { } key) state = Read(key, value, state, complaints);
            else complaints.Add($"The link names {Shown(name)}, which this Lab does not know; it was left out.");
        }

        return new(state, complaints) { IsBlank = seen.Count == 0 };
    }

    static void ReadVersion(string value, List<string> complaints)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version <= Version) return;
        complaints.Add(string.Create(CultureInfo.InvariantCulture, $"The link is of version {Shown(value)}, and this Lab knows up to {Version}: what it does not understand stands at its default."));
    }

    static LabState Read(LabKey key, string value, LabState state, List<string> complaints)
    {
        if (key.Read(state, value) is { } read) return read;
        complaints.Add($"{key.Label} must be {key.Rule}, but the link says {Shown(value)}; it stands at {key.Write(Default) switch { "" => "none", var usual => usual }}.");
        return key.Read(state, key.Write(Default)) ?? state;
    }

    static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    // Long nonsense would push everything else off the page.
    static string Shown(string text) => text.Length switch
    {
        0 => "nothing",
        > 40 => $"'{text[..40]}…'",
        _ => $"'{text}'",
    };
}
