namespace Fathom.Lab.Experiments;

/// <summary>What came of one case of the clinic over all its seeds.</summary>
/// <param name="Name">The case.</param>
/// <param name="Illness">The illness it is counted under; empty for a healthy control.</param>
/// <param name="Source">The paper or the mistake that it is from.</param>
/// <param name="Runs">How many runs there were, one per seed.</param>
/// <param name="Detected">In how many an accepted finding of severity warning or above was raised.</param>
/// <param name="OnlyNoted">In how many an accepted finding was raised as a note and no more.</param>
/// <param name="RightCause">In how many of those detected the main cause was right.</param>
/// <param name="Within20">In how many an accepted finding was raised by step 20.</param>
/// <param name="FalseAlarms">In how many something was raised, as a warning or above, that is not true of the case.</param>
/// <param name="Steps">The steps at which an accepted finding was first raised, run by run; only those detected.</param>
/// <param name="Said">Everything that was said of it as a warning or above, in alphabetical order.</param>
/// <param name="Untrue">What of that is not true of the case.</param>
/// <param name="Noted">What was said of it as a note and no more.</param>
/// <param name="MainCauses">What was said to be the main cause in the runs that were detected.</param>
/// <param name="Learnt">How much it learnt, median over the runs: 0 for what a constant answer reaches, 1 for no mistakes; NaN where lost.</param>
/// <param name="SisterLearnt">How much the same network learnt with its mistake put right; NaN where no sister was trained.</param>
public sealed record ClinicCaseResult(
    string Name,
    string Illness,
    string Source,
    int Runs,
    int Detected,
    int OnlyNoted,
    int RightCause,
    int Within20,
    int FalseAlarms,
    IReadOnlyList<long> Steps,
    IReadOnlyList<string> Said,
    IReadOnlyList<string> Untrue,
    IReadOnlyList<string> Noted,
    IReadOnlyList<string> MainCauses,
    double Learnt,
    double SisterLearnt)
{
    /// <summary>The median of <see cref="Steps"/>; NaN where there are none.</summary>
    public double MedianStep => Median([.. Steps.Select(step => (double)step)]);

    /// <summary>
    /// Whether the run itself shows what the case is said to be: a healthy network learnt a good deal, and an ill one lost its numbers, learnt
    /// less than seven tenths of what its sister learnt, or makes one and a half times her mistakes. True where no sister was trained.
    /// </summary>
    public bool IsProven => Illness.Length == 0
        ? Learnt > 0.3
        : !double.IsFinite(Learnt) || double.IsNaN(SisterLearnt) || Learnt < 0.7 * SisterLearnt || 1 - Learnt > 1.5 * (1 - SisterLearnt);

    internal static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
