using Fathom.Lab.Experiments.Cases;

namespace Fathom.Lab.Experiments;

/// <summary>Sums up the runs of each case.</summary>
static class ClinicResults
{
    public static IReadOnlyList<ClinicCaseResult> Of(IReadOnlyList<ClinicRun> runs)
    {
        var learnt = runs.GroupBy(run => run.Case).ToDictionary(group => group.Key, LearntIn);
        return [.. runs.GroupBy(run => run.Case).Select(group => Of(group.Key, [.. group], learnt))];
    }

    static ClinicCaseResult Of(ClinicCase @case, IReadOnlyList<ClinicRun> runs, Dictionary<ClinicCase, double> learnt) => new(
        @case.Name,
        @case.Illness,
        @case.Source,
        runs.Count,
        Detected: runs.Count(run => run.IsRecognised),
        OnlyNoted: runs.Count(run => run.IsOnlyNoted),
        RightCause: runs.Count(run => run.HasRightCause),
        Within20: runs.Count(run => run.DetectedAt <= 20),
        FalseAlarms: runs.Count(run => run.FalseAlarms.Any()),
        Steps: [.. runs.Where(run => run.IsRecognised).Select(run => run.DetectedAt!.Value)],
        Said: Names(runs.SelectMany(run => run.Warned.Keys)),
        Untrue: Names(runs.SelectMany(run => run.FalseAlarms)),
        Noted: Names(runs.SelectMany(run => run.OnlyNoted)),
        MainCauses: Names(runs.Select(run => run.MainCause).OfType<string>()),
        Learnt: learnt[@case],
        SisterLearnt: @case.Sister is { } sister && learnt.TryGetValue(sister, out var better) ? better : double.NaN);

    static double LearntIn(IEnumerable<ClinicRun> runs) => ClinicCaseResult.Median([.. runs.Select(run => run.Learnt)]);

    static IReadOnlyList<string> Names(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
