using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Pictures.Reports;

/// <summary>One HTML file that tells a run: no other file, no network, no server; still pictures, so that it needs no script and prints.</summary>
public static class RunReport
{
    const string FirstProfile = "depth-profile-first";
    const int WideCells = 3000;
    const int NarrowCells = 1200;

    /// <summary>The pictures of a report, in order; those that the run has nothing for are left out.</summary>
    /// <param name="view">The run.</param>
    /// <param name="scheme">What they are drawn for.</param>
    /// <param name="band">What theory expected before the first step; nothing where null.</param>
    /// <param name="cells">How many cells a map has at most.</param>
    public static IReadOnlyList<Picture> Pictures(RunView view, Scheme scheme = Scheme.Light, DepthBand? band = null, int cells = WideCells)
    {
        ArgumentNullException.ThrowIfNull(view);
        var pictures = new List<Picture>
        {
            RunPictures.Loss(view, scheme),
            RunPictures.GradientMap(view, scheme, cells),
            RunPictures.Findings(view, scheme),
            RunPictures.Trials(view, scheme),
        };
        if (view.Readings.Count > 1)
            pictures.Add(RunPictures.DepthProfile(view, scheme, view.Readings[0].FirstStep, band) with { Id = FirstProfile });
        pictures.Add(RunPictures.DepthProfile(view, scheme, step: null, view.Readings.Count > 1 ? null : band));
        pictures.Add(RunPictures.LedgerByKind(view, scheme));
        pictures.Add(RunPictures.LedgerWaterfall(view, scheme));
        pictures.AddRange(RunPictures.Sequences(view).Take(2).Select((module, at) => RunPictures.GradientThroughTime(view, scheme, module) with { Id = $"gradient-through-time-{at + 1}" }));
        pictures.AddRange(ShownLayers(view).Select((layer, at) => RunPictures.Histogram(view, layer, HistogramOf.Gradient, scheme, cells) with { Id = $"histogram-{at + 1}" }));
        return [.. pictures.Where(picture => !picture.IsEmpty)];
    }

    /// <summary>The report as the text of an HTML file. Everything that comes from the run is escaped.</summary>
    /// <param name="view">The run.</param>
    /// <param name="painter">Draws the pictures.</param>
    /// <param name="options">What the report holds.</param>
    /// <param name="progress">Is told the share that is done, 0 to 1, from the calling thread.</param>
    public static string Write(RunView view, SvgPainter painter, ReportOptions? options = null, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(painter);
        options ??= new();
        var wide = Pictures(view, Scheme.Light, options.Band);
        var narrow = Pictures(view, Scheme.Light, options.Band, NarrowCells);
        var figures = new List<string>();
        for (var at = 0; at < wide.Count; at++)
        {
            figures.Add(Figure.Write(wide[at], narrow[at], painter, options.Interactive));
            progress?.Invoke((at + 1.0) / wide.Count);
        }

        return Page.Write(view, figures, options);
    }

    /// <summary>The first, the middle and the last layer of those that learn: where a gradient vanishes, they differ most.</summary>
    static List<string> ShownLayers(RunView view)
    {
        if (view.Readings.Count == 0) return [];
        var owners = view.Readings[^1].Parameters.Select(parameter => LayerProfile.Owner(parameter.Name)).ToHashSet(StringComparer.Ordinal);
        var layers = RunPictures.Layers(view).Where(owners.Contains).ToList();
        return layers.Count <= 3 ? layers : [layers[0], layers[layers.Count / 2], layers[^1]];
    }
}
