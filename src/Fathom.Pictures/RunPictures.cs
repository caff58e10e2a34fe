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
}
