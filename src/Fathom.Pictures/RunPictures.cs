using Fathom.Pictures.Drawing;
using Fathom.Pictures.Kinds;
using Fathom.Runs;

namespace Fathom.Pictures;

/// <summary>All pictures of a run.</summary>
public static class RunPictures
{
    /// <summary>How many cells a map has at most, unless said otherwise: what a browser draws in a twentieth of a second.</summary>
    public const int UsualCells = 6000;

    /// <summary>The run's layers in the order of the forward pass, for choosing one; modules that hold other modules are left out.</summary>
    public static IReadOnlyList<string> Layers(RunView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return LayerRows.Of(view.Readings);
    }

    /// <summary>Loss and held-out metric over the steps, with guard events and findings marked.</summary>
    public static Picture Loss(RunView view, Scheme scheme = Scheme.Light)
    {
        ArgumentNullException.ThrowIfNull(view);
        return LossChart.Draw(view, scheme);
    }

    /// <summary>Layers × steps, colour for the decades of the gradient norm.</summary>
    /// <param name="view">The run.</param>
    /// <param name="scheme">What it is drawn for.</param>
    /// <param name="cells">How many cells at most (but at least 12 columns); more readings are joined, and their extremes kept.</param>
    public static Picture GradientMap(RunView view, Scheme scheme = Scheme.Light, int cells = UsualCells)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Kinds.GradientMap.Draw(view, scheme, cells);
    }

    /// <summary>Gradient norm, activation size and update ratio of each layer at one step.</summary>
    /// <param name="view">The run.</param>
    /// <param name="scheme">What it is drawn for.</param>
    /// <param name="step">The step; between readings, the last reading before it speaks. Default: the last reading.</param>
    /// <param name="band">What theory expects, drawn behind; nothing where null.</param>
    public static Picture DepthProfile(RunView view, Scheme scheme = Scheme.Light, long? step = null, DepthBand? band = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Kinds.DepthProfile.Draw(view, scheme, step, band);
    }

    /// <summary>Link by link from the loss back to the input, in decades that add up.</summary>
    /// <param name="view">The run.</param>
    /// <param name="scheme">What it is drawn for.</param>
    /// <param name="step">As in <see cref="DepthProfile"/>.</param>
    public static Picture LedgerWaterfall(RunView view, Scheme scheme = Scheme.Light, long? step = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Kinds.LedgerWaterfall.Draw(view, scheme, step);
    }

    /// <summary>The ledger's decades summed by the kind of link.</summary>
    /// <param name="view">The run.</param>
    /// <param name="scheme">What it is drawn for.</param>
    /// <param name="step">As in <see cref="DepthProfile"/>.</param>
    public static Picture LedgerByKind(RunView view, Scheme scheme = Scheme.Light, long? step = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Kinds.LedgerByKind.Draw(view, scheme, step);
    }

    /// <summary>How large a layer's numbers were over time, by decade.</summary>
    /// <param name="view">The run.</param>
    /// <param name="layer">One of <see cref="Layers"/>.</param>
    /// <param name="what">Which of its numbers.</param>
    /// <param name="scheme">What it is drawn for.</param>
    /// <param name="cells">About how many cells at most; more readings are added up.</param>
    public static Picture Histogram(RunView view, string layer, HistogramOf what = HistogramOf.Gradient, Scheme scheme = Scheme.Light, int cells = UsualCells)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(layer);
        return LayerHistogram.Draw(view, layer, what, scheme, cells);
    }

    /// <summary>For sequences: what is left of the gradient at each time step.</summary>
    /// <param name="view">The run.</param>
    /// <param name="scheme">What it is drawn for.</param>
    /// <param name="module">One of <see cref="Sequences"/>; the first where null.</param>
    public static Picture GradientThroughTime(RunView view, Scheme scheme = Scheme.Light, string? module = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Kinds.GradientThroughTime.Draw(view, scheme, module);
    }

    /// <summary>The findings with their causes as bars.</summary>
    public static Picture Findings(RunView view, Scheme scheme = Scheme.Light)
    {
        ArgumentNullException.ThrowIfNull(view);
        return FindingBars.Draw(view, scheme);
    }

    /// <summary>The treatments that a cure tried, with the held-out metric without and with each.</summary>
    public static Picture Trials(RunView view, Scheme scheme = Scheme.Light)
    {
        ArgumentNullException.ThrowIfNull(view);
        return TrialBars.Draw(view, scheme);
    }

    /// <summary>A line without axes, such as of <see cref="RunEntry.Sparkline"/>.</summary>
    public static Picture Sparkline(IReadOnlyList<double> values, Scheme scheme = Scheme.Light)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Kinds.Sparkline.Draw(values, scheme);
    }

    /// <summary>The layers that run through a sequence; empty where the network has none.</summary>
    public static IReadOnlyList<string> Sequences(RunView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Kinds.GradientThroughTime.Modules(view);
    }

    /// <summary>The steps at which something was read, for a slider; of several readings together, the first.</summary>
    public static IReadOnlyList<long> Steps(RunView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. view.Readings.Select(block => block.FirstStep)];
    }
}
