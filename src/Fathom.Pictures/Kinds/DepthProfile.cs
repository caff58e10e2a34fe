using Fathom.Ledger;
using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>Gradient norm, activation size and update ratio of each layer at one step, with the prognosis' band behind.</summary>
static class DepthProfile
{
    const string PictureId = "depth-profile";
    const string Title = "Depth profile";
    const int MostLayers = 400;

    public static Picture Draw(RunView view, Scheme scheme, long? step, DepthBand? band)
    {
        var layers = LayerRows.Of(view.Readings);
        if (layers.Count == 0) return Blank.Picture(PictureId, Title, "No reading of this run holds a layer yet.", scheme);

        var block = Blocks.At(view.Readings, step)!;
        var places = LayerRows.Places(block);
        var parameters = block.Parameters.ToLookup(parameter => LayerProfile.Owner(parameter.Name), StringComparer.Ordinal);
        var points = Spread.Of(layers, MostLayers).Select(layer => new ProfilePoint(
            layer,
            Magnitude.OfGradients(places[layer]),
            places[layer].LastOrDefault(place => place.Activation is not null) is { } active ? Magnitude.Of(active.Activation, active.ActivationSize) : Magnitude.Missing,
            // Biases may begin at zero, where any step is infinitely many times their size: the largest parameter speaks for its layer.
            parameters[layer].MaxBy(parameter => parameter.Value?.Count ?? 0) is { } main ? Magnitude.Of(main.UpdateRatio) : Magnitude.Missing)).ToList();
        return new Picture
        {
            Id = PictureId,
            Title = $"{Title} at {Blocks.Name(block)}",
            Description = Sentence(block, points, band is { Points.Count: > 0 }),
            Option = new ProfileOption(Palette.Of(scheme), points, band).Write(),
            Table = new(
                ["layer", "gradient norm", "activation size", "update ratio"],
                [.. points.Select(point => (IReadOnlyList<string>)[point.Layer, point.Gradient.ToString(), point.Activation.ToString(), point.Update.ToString()])]),
            Height = 380,
            Cap = layers.Count > MostLayers ? $"Drawn for {MostLayers} of {layers.Count} layers, evenly spread." : "",
        };
    }

    static string Sentence(ReadingBlock block, List<ProfilePoint> points, bool hasBand)
    {
        var seen = points.Where(point => point.Gradient.Kind == MagnitudeKind.Number).ToList();
        var text = new List<string>();
        if (seen.Count > 1)
        {
            var change = seen[0].Gradient.Decades - seen[^1].Gradient.Decades;
            var course = change < -1 ? "shrinks" : change > 1 ? "grows" : "stays within a decade";
            text.Add($"From {seen[^1].Layer} back to {seen[0].Layer} the gradient norm {course}: {seen[^1].Gradient} to {seen[0].Gradient}, {Say.Decades(change)} decades, at {Blocks.Name(block)}.");
        }
        else text.Add($"At {Blocks.Name(block)} fewer than two layers have a gradient.");

        if (points.Count(point => point.Gradient.Kind == MagnitudeKind.Nothing) is > 0 and var nothing) text.Add($"At {Say.Count(nothing, "layer", "layers")} nothing is left of it.");
        if (points.Count(point => point.Gradient.Kind == MagnitudeKind.NotFinite) is > 0 and var broken) text.Add($"At {Say.Count(broken, "layer", "layers")} it is not finite.");
        var updates = points.Where(point => point.Update.Kind == MagnitudeKind.Number).ToList();
        if (updates.Count > 0)
        {
            var (least, most) = (updates.MinBy(point => point.Update.Decades)!, updates.MaxBy(point => point.Update.Decades)!);
            text.Add($"Update ratios lie from {least.Update} ({least.Layer}) to {most.Update} ({most.Layer}).");
        }

        if (points.Count(point => point.Update.Kind == MagnitudeKind.Nothing) is > 0 and var still) text.Add($"The weights of {Say.Count(still, "layer", "layers")} did not change at all.");
        if (hasBand) text.Add("The band shows where the prognosis of an untrained network expects the gradient; it is laid on the last layer's measured norm, so that only its shape says something.");
        return string.Join(' ', text);
    }
}
