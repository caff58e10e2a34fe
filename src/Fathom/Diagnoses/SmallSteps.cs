using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Whether steps are too small to change the loss in a whole training, although there is something to gain.</summary>
static class SmallSteps
{
    /// <summary>
    /// How far a reading is from that, in decades: negative where all its planned steps together promise less than <paramref name="least"/> of
    /// the loss, while a move of the weights' own size along the gradient would remove as much or more. Infinite for a rate that is zero, or
    /// among those that are still <paramref name="rising"/>; NaN where no update was measured.
    /// </summary>
    public static double Margin(StepReading reading, long steps, double least, HashSet<long> rising)
    {
        if (!(Rate(reading) > 0) || rising.Contains(reading.Step)) return double.PositiveInfinity;
        var gain = GradientNorm(reading) * Norm(reading, parameter => parameter.Value!.Norm);
        return Math.Max(Decades.Over(Math.Abs(DescentShare(reading)) * steps, least), Decades.Over(reading.Loss * least, gain));
    }

    /// <summary>The steps whose rate is above that of the reading before: a warm-up is small on purpose.</summary>
    public static HashSet<long> Rising(ReadingHistory history)
    {
        var rates = history.Readings.Select(reading => (reading.Step, Rate: Rate(reading))).Where(pair => !double.IsNaN(pair.Rate)).ToList();
        return [.. rates.Zip(rates.Skip(1)).Where(pair => pair.Second.Rate > pair.First.Rate * (1 + 1e-9)).Select(pair => pair.Second.Step)];
    }

    /// <summary>True where the loss is not proven to lie below <paramref name="share"/> of the baseline, or of the first loss.</summary>
    public static bool LeaveTheLoss(ReadingHistory history, double share)
    {
        var path = LossPath.Of(history);
        var reference = LossPath.Reference(history, path);
        return path.Count > 0 && reference > 0 && StandStill.HasNotFallen([.. path.Select(point => point.Loss)], share * reference);
    }

    /// <summary>The largest learning rate of any parameter; NaN where none is known.</summary>
    public static double Rate(StepReading reading) =>
        reading.Parameters.Select(parameter => parameter.LearningRate).Append(reading.LearningRate).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    /// <summary>The norm of all gradients that are meant to move something, as it was before clipping.</summary>
    public static double GradientNorm(StepReading reading) => Norm(reading, parameter => parameter.Gradient!.Norm) / Kept(reading);

    /// <summary>Which share of the loss the step removes to first order, by the gradient as it was before clipping; NaN where no update was measured.</summary>
    public static double DescentShare(StepReading reading) => PolyakRatio.Of(reading) / Kept(reading);

    /// <summary>
    /// Why steps are as small as they are: each of what makes them smaller, the clipping and a learning rate that has fallen, counts by its share of the
    /// decades that are missing, and what neither explains is the learning rate's.
    /// </summary>
    /// <param name="history">The readings, from which the highest rate is taken.</param>
    /// <param name="latest">The reading whose step is too small.</param>
    /// <param name="missing">By how many decades it is; at or below 0 nothing is missing, and nothing is to be explained.</param>
    public static IReadOnlyList<(string Id, double Share, double Factor)> Causes(ReadingHistory history, StepReading latest, double missing)
    {
        if (!(missing > 0)) return [];
        var peak = history.Readings.Select(Rate).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        var fallen = Rate(latest) / peak;
        var (byClip, bySchedule) = (-Math.Log10(Kept(latest)), fallen is > 0 and < 1 ? -Math.Log10(fallen) : 0);
        var known = byClip + bySchedule;
        // A step that is rounded to nothing lacks decades without end.
        var whole = double.IsFinite(missing) ? Math.Max(missing, known) : known > 0 ? known : 1;
        var causes = new[]
        {
            (Id: "clipping", Share: byClip / whole, Factor: latest.ClipFactor),
            (Id: "schedule", Share: bySchedule / whole, Factor: fallen),
            (Id: "learning-rate", Share: (whole - known) / whole, Factor: 1),
        };
        // A hundredth of a decade is 2 %, which is no reason for anything.
        return [.. causes.Where(cause => cause.Share * whole > 0.01).OrderByDescending(cause => cause.Share)];
    }

    /// <summary>What a finding says of the clipping.</summary>
    public static Evidence Clipping(StepReading reading) => new("share of the gradient's norm that clipping leaves", reading.ClipFactor, 1);

    // A factor of zero leaves a gradient of zeros, of which nothing can be said but that.
    static double Kept(StepReading reading) => reading.ClipFactor > 0 ? reading.ClipFactor : 1;

    static double Norm(StepReading reading, Func<ParameterReading, double> norm) =>
        reading.Parameters.Where(parameter => parameter is { Gradient: not null, Value: not null } && parameter.LearningRate != 0)
            .Select(norm).Aggregate(0.0, double.Hypot);
}
