using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>What a learning-rate range test found.</summary>
/// <param name="Points">Its steps in order; the last one is where the loss had run away, or where the rates ended.</param>
public sealed record LearningRateCurve(ValueList<LearningRatePoint> Points)
{
    // Early means are of few losses, and single steps are noise: slopes are taken over several.
    const int Lead = 5;
    const int Reach = 2;

    /// <summary>
    /// The rate at which the smoothed loss falls the most steeply over the rate's logarithm, before it is at its best: a good rate to begin
    /// with. Null where it never falls.
    /// </summary>
    public double? Suggestion
    {
        get
        {
            var (steepest, rate) = (0.0, (double?)null);
            for (var index = Lead; index + Reach < Points.Count && index <= Best; index++)
            {
                var (before, after) = (Points[index - Reach], Points[index + Reach]);
                var slope = (after.Smoothed - before.Smoothed) / Math.Log(after.LearningRate / before.LearningRate);
                if (slope < steepest) (steepest, rate) = (slope, Points[index].LearningRate);
            }

            return rate;
        }
    }

    /// <summary>
    /// The rate at which the smoothed loss was a quarter above where it began or four times its best, or no longer finite; null where none of
    /// that came.
    /// </summary>
    public double? DivergesAt => IsDiverged(Points) ? Points[^1].LearningRate : null;

    int Best => Points.Count == 0 ? 0 : Enumerable.Range(0, Points.Count).MinBy(index => double.IsNaN(Points[index].Smoothed) ? double.PositiveInfinity : Points[index].Smoothed);

    internal static bool IsDiverged(IReadOnlyList<LearningRatePoint> points)
    {
        if (points.Count == 0) return false;
        var last = points[^1].Smoothed;
        return !double.IsFinite(last) || (points.Count > Lead && (last > 1.25 * points[0].Smoothed || last > 4 * points.Min(point => point.Smoothed)));
    }
}
