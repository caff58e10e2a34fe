using Fathom.Diagnoses;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>One training of one case under the monitor, and what was said of it when.</summary>
/// <param name="case">What was trained.</param>
/// <param name="rules">What others would have said.</param>
sealed class ClinicRun(ClinicCase @case, IReadOnlyList<ReferenceRules.ReferenceRule> rules)
{
    readonly Dictionary<string, long> _warned = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _noted = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> _flagged = new(StringComparer.Ordinal);

    public ClinicCase Case => @case;

    /// <summary>The findings of severity warning or above, with the step at which each was first said.</summary>
    public IReadOnlyDictionary<string, long> Warned => _warned;

    /// <summary>The findings that never were more than a note.</summary>
    public IEnumerable<string> OnlyNoted => _noted.Keys.Where(id => !_warned.ContainsKey(id));

    /// <summary>The reference rules that spoke, with the step at which each first did.</summary>
    public IReadOnlyDictionary<string, long> Flagged => _flagged;

    /// <summary>What was last said to be behind an expected finding: the first cause of the finding it is folded under; null where none was raised.</summary>
    public string? MainCause { get; private set; }

    /// <summary>The finding under which the expected one was last folded, or itself.</summary>
    public string? Root { get; private set; }

    /// <summary>How much was learnt in the end: 0 for what a constant answer reaches, 1 for no mistakes.</summary>
    public double Learnt { get; set; } = double.NaN;

    /// <summary>The step at which an expected finding was first raised; null where none was.</summary>
    public long? DetectedAt => @case.Expected.Where(_warned.ContainsKey).Select(id => (long?)_warned[id]).Min();

    public bool IsRecognised => DetectedAt is not null;

    public bool IsOnlyNoted => !IsRecognised && @case.Expected.Any(_noted.ContainsKey);

    public bool HasRightCause => IsRecognised && (@case.Causes.Contains(MainCause, StringComparer.Ordinal) || @case.Causes.Contains(Root, StringComparer.Ordinal));

    /// <summary>Warnings that are not true of the case.</summary>
    public IEnumerable<string> FalseAlarms => _warned.Keys.Where(id => !@case.Expected.Contains(id, StringComparer.Ordinal) && !@case.Allowed.Contains(id, StringComparer.Ordinal));

    public void Hear(IReadOnlyList<Finding> findings, long step)
    {
        foreach (var finding in findings.SelectMany(WithConsequences)) (finding.Severity >= Severity.Warning ? _warned : _noted).TryAdd(finding.Id, step);
        var root = findings.FirstOrDefault(finding => WithConsequences(finding).Any(IsExpected));
        if (root is null) return;
        Root = root.Id;
        MainCause = root.Causes.Count > 0 ? root.Causes[0].Id : root.Id;
    }

    public void Hear(Ledger.StepReading reading)
    {
        foreach (var rule in rules)
            if (!_flagged.ContainsKey(rule.Name) && rule.Flags(reading)) _flagged.Add(rule.Name, reading.Step);
    }

    bool IsExpected(Finding finding) => finding.Severity >= Severity.Warning && @case.Expected.Contains(finding.Id, StringComparer.Ordinal);

    static IEnumerable<Finding> WithConsequences(Finding finding) => finding.Consequences.SelectMany(WithConsequences).Prepend(finding);
}
