using Fathom.Lab.Experiments.Cases;
using Fathom.Lab.Experiments.ReferenceRules;

namespace Fathom.Lab.Experiments;

/// <summary>Lays Fathom beside the published rules, which saw the same readings.</summary>
static class ClinicTools
{
    /// <remarks>Fathom counts as having detected an illness where it named an accepted one; a rule, which names none, wherever it spoke.</remarks>
    public static IReadOnlyList<ClinicTool> Of(IReadOnlyList<ClinicRun> runs, IReadOnlyList<ReferenceRule> rules) =>
    [
        Sum("Fathom", "an accepted finding, warning or above", runs, [], run => run.DetectedAt, run => run.Warned.Count > 0),
        Sum("any published rule", "one of those below, but the last", runs, [], run => Earliest(run, rules.SkipLast(1)), run => Earliest(run, rules.SkipLast(1)) is not null),
        .. rules.Select(rule => Sum(rule.Name, rule.Source, runs, rule.Meant, run => Earliest(run, [rule]), run => run.Flagged.ContainsKey(rule.Name))),
    ];

    static ClinicTool Sum(
        string name, string source, IReadOnlyList<ClinicRun> runs, IReadOnlyList<string> meant, Func<ClinicRun, long?> detectedAt, Func<ClinicRun, bool> speaks)
    {
        var ill = runs.Where(run => !run.Case.IsHealthy).ToList();
        return new ClinicTool(
            name,
            source,
            Detected: Share(ill, run => detectedAt(run) is not null),
            DetectedOfItsOwn: Share([.. ill.Where(run => meant.Count == 0 || meant.Contains(run.Case.Illness, StringComparer.Ordinal))], run => detectedAt(run) is not null),
            Within20: Share(ill, run => detectedAt(run) <= 20),
            FalseAlarms: Share([.. runs.Where(run => run.Case.IsHealthy)], speaks));
    }

    static long? Earliest(ClinicRun run, IEnumerable<ReferenceRule> rules) =>
        rules.Where(rule => run.Flagged.ContainsKey(rule.Name)).Select(rule => (long?)run.Flagged[rule.Name]).Min();

    static double Share(List<ClinicRun> runs, Func<ClinicRun, bool> holds) => ClinicReport.Share(runs.Count(holds), runs.Count);
}
