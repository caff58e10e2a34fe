using Fathom.Prognoses;

namespace Fathom.Pictures;

/// <summary>Between which ends theory expects the gradient at each layer, as a shape: only differences between layers count.</summary>
/// <param name="Points">One per layer, in any order.</param>
public sealed record DepthBand(IReadOnlyList<DepthBandPoint> Points)
{
    /// <summary>The band of a prognosis: what is left of the output's gradient at the output of each place.</summary>
    public static DepthBand Of(Prognosis prognosis)
    {
        ArgumentNullException.ThrowIfNull(prognosis);
        var links = prognosis.Ledger.Links;
        if (links.Count == 0 || prognosis.Left.Count == 0) return new([]);

        // Behind a link the gradient is at the output of the place that the next link goes back through.
        var points = new List<DepthBandPoint> { new(links[0].Name, 0, 0, 0) };
        for (var link = 0; link + 1 < links.Count && link < prognosis.Left.Count; link++) points.Add(Point(links[link + 1].Name, prognosis.Left[link]));
        var before = prognosis.Layers.TakeWhile(layer => !string.Equals(layer.Name, links[^1].Name, StringComparison.Ordinal)).LastOrDefault();
        if (before is not null && prognosis.Left.Count >= links.Count) points.Add(Point(before.Name, prognosis.Left[links.Count - 1]));
        return new(points);
    }

    static DepthBandPoint Point(string name, Band left) => new(name, left.Low, left.Middle, left.High);
}
