using Fathom.Pictures;
using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>The pictures that a viewer can ask for by name.</summary>
static class LivePictures
{
    // Half of what a report draws: these are made, sent and drawn many times a second.
    const int Cells = 3000;

    public static IReadOnlyList<string> Names { get; } =
    [
        "loss", "gradient-map", "depth-profile", "ledger-waterfall", "ledger-by-kind", "histogram-of-gradients", "histogram-of-activations", "histogram-of-weights",
        "gradient-through-time", "findings", "trials",
    ];

    public static Picture Draw(PictureRequest request, RunView view, Expectation expectation)
    {
        var (scheme, step, layer) = (request.Scheme, request.Step, request.Layer);
        return request.Name switch
        {
            "loss" => RunPictures.Loss(view, scheme),
            "gradient-map" => RunPictures.GradientMap(view, scheme, Cells),
            "depth-profile" => RunPictures.DepthProfile(view, scheme, step, expectation.Band),
            "ledger-waterfall" => RunPictures.LedgerWaterfall(view, scheme, step),
            "ledger-by-kind" => RunPictures.LedgerByKind(view, scheme, step),
            "histogram-of-gradients" => RunPictures.Histogram(view, layer, HistogramOf.Gradient, scheme, Cells),
            "histogram-of-activations" => RunPictures.Histogram(view, layer, HistogramOf.Activation, scheme, Cells),
            "histogram-of-weights" => RunPictures.Histogram(view, layer, HistogramOf.Weight, scheme, Cells),
            "gradient-through-time" => RunPictures.GradientThroughTime(view, scheme, layer.Length == 0 ? null : layer),
            "findings" => RunPictures.Findings(view, scheme),
            "trials" => RunPictures.Trials(view, scheme),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Name, "There is no such picture."),
        };
    }
}
