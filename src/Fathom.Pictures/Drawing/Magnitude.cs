using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Pictures.Drawing;

/// <summary>A norm on a logarithmic axis, with the three that have no place on it: none was seen, nothing is left, not finite.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Decades">log10 of the norm where it has one, else NaN.</param>
readonly record struct Magnitude(MagnitudeKind Kind, double Decades)
{
    public static Magnitude Missing { get; } = new(MagnitudeKind.Missing, double.NaN);

    /// <summary>Of several outputs of one layer: their gradients together, per reading.</summary>
    public static Magnitude OfGradients(IEnumerable<PlaceBlock> places)
    {
        var (norm, any) = (0.0, false);
        foreach (var place in places)
        {
            if (place.Gradient is not { Count: > 0 } gradient) continue;
            if (gradient.HasNonFinite) return new(MagnitudeKind.NotFinite, double.NaN);
            any = true;
            norm = double.Hypot(norm, place.GradientNorm);
        }

        return any ? Of(norm) : Missing;
    }

    public static Magnitude Of(double norm) =>
        double.IsNaN(norm) ? Missing
        : double.IsInfinity(norm) ? new(MagnitudeKind.NotFinite, double.NaN)
        : norm <= 0 ? new(MagnitudeKind.Nothing, double.NaN)
        : new(MagnitudeKind.Number, Math.Log10(norm));

    /// <summary>Of a size whose tensor may hold what is not finite.</summary>
    public static Magnitude Of(TensorSummary? summary, double size) =>
        summary is not { Count: > 0 } ? Missing : summary.HasNonFinite ? new(MagnitudeKind.NotFinite, double.NaN) : Of(size);

    /// <summary>The one that stands for two: the graver, and of two numbers the one further from <paramref name="middle"/>.</summary>
    public static Magnitude Worse(Magnitude one, Magnitude other, double middle) =>
        one.Kind != other.Kind ? (one.Kind > other.Kind ? one : other)
        : Math.Abs(other.Decades - middle) > Math.Abs(one.Decades - middle) ? other : one;

    public override string ToString() => Kind switch
    {
        MagnitudeKind.Number => Say.Power(Decades),
        MagnitudeKind.Nothing => Say.Nothing,
        MagnitudeKind.NotFinite => Say.NotFinite,
        _ => Say.Missing,
    };
}
