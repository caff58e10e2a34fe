using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>What a learning-rate range test found.</summary>
/// <param name="Points">Its steps in order; the last one is where the loss had run away, or where the rates ended.</param>
public sealed record LearningRateCurve(ValueList<LearningRatePoint> Points)
{
    const double DivergedAt = 4;

    /// <summary>The first steps' mean is one of few losses: no slope is read there.</summary>
    const int Lead = 5;

    /// <summary>
    /// The rate at which the smoothed loss falls the most steeply over the rate's logarithm: a good rate to begin with. Null where it never falls.
    /// </summary>
    public double? Suggestion
    {
        get
        {
            var best = (Slope: 0.0, Rate: (double?)null);
            for (var index = Lead; index + 1 < Points.Count; index++)
            {
                var slope = (Points[index + 1].Smoothed - Points[index - 1].Smoothed)
                    / Math.Log(Points[index + 1].LearningRate / Points[index - 1].LearningRate);
                if (slope < best.Slope) best = (slope, Points[index].LearningRate);
            }

            return best.Rate;
        }
    }

    /// <summary>The rate at which the smoothed loss was four times its best, or no longer finite; null where neither came.</summary>
    public double? DivergesAt => IsDiverged(Points, DivergedAt) ? Points[^1].LearningRate : null;

    internal static bool IsDiverged(IReadOnlyList<LearningRatePoint> points, double times)
    {
        if (points.Count == 0) return false;
        var last = points[^1].Smoothed;
        return !double.IsFinite(last) || (points.Count > Lead && last > times * points.Min(point => point.Smoothed));
    }
}
