using System.Globalization;
using Fathom.Pictures;
using Fathom.Runs;
using Microsoft.AspNetCore.WebUtilities;

namespace Fathom.Web.Live;

/// <summary>Which picture a viewer wants: a name and what it depends on, written as "gradient-map?scheme=dark".</summary>
/// <param name="Name">The picture's id.</param>
/// <param name="Scheme">The viewer's colours.</param>
/// <param name="Layer">Which layer, for pictures of one.</param>
/// <param name="Step">At which step, for pictures of one; null for the newest.</param>
sealed record PictureRequest(string Name, Scheme Scheme, string Layer, long? Step)
{
    /// <summary>Null where <paramref name="key"/> names no picture.</summary>
    public static PictureRequest? Parse(string key)
    {
        var parts = key.Split('?', 2);
        var query = QueryHelpers.ParseQuery(parts.Length == 2 ? parts[1] : "");
        string Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";
        if (!LivePictures.Names.Contains(parts[0], StringComparer.Ordinal)) return null;
        long? step = long.TryParse(Of("step"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new(parts[0], Of("scheme") == "dark" ? Scheme.Dark : Scheme.Light, Of("layer"), step);
    }

    public Picture Draw(RunView view, Expectation expectation) => LivePictures.Draw(this, view, expectation);
}
