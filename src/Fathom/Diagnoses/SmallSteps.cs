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
        var gain = Norm(reading, parameter => parameter.Gradient!.Norm) * Norm(reading, parameter => parameter.Value!.Norm);
        return Math.Max(Decades.Over(Math.Abs(PolyakRatio.Of(reading)) * steps, least), Decades.Over(reading.Loss * least, gain));
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

    /// <summary>The norm of all gradients that are meant to move something.</summary>
    public static double GradientNorm(StepReading reading) => Norm(reading, parameter => parameter.Gradient!.Norm);

    static double Norm(StepReading reading, Func<ParameterReading, double> norm) =>
        reading.Parameters.Where(parameter => parameter is { Gradient: not null, Value: not null } && parameter.LearningRate != 0)
            .Select(norm).Aggregate(0.0, double.Hypot);
}
