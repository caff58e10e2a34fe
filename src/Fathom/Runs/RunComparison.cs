using Fathom.Diagnoses;

namespace Fathom.Runs;

/// <summary>Two runs side by side: how far each came, what became of the losses, the ledgers by kind, the illnesses.</summary>
/// <remarks>
/// Runs of different lengths are compared at the steps that both have taken. A single batch's loss is mostly chance: the training losses are means over
/// the last tenth of those steps. Older values lie in blocks, of which those count that lie in that tenth as a whole, or the latest one where none does.
/// </remarks>
public sealed record RunComparison
{
    const int Tenth = 10;

    /// <summary>The first run.</summary>
    public required RunView Left { get; init; }

    /// <summary>The second run.</summary>
    public required RunView Right { get; init; }

    /// <summary>The last step that both have taken.</summary>
    public required long CommonStep { get; init; }

    /// <summary>The numbers that at least one has: the loss, the held-out results, the gradient's norm, the learning rate.</summary>
    public IReadOnlyList<ComparedNumber> Numbers { get; init; } = [];

    /// <summary>The step of each run's ledger, the latest up to <see cref="CommonStep"/> in which a link counts; null where a run has none.</summary>
    public (long? Left, long? Right) LedgerSteps { get; init; }

    /// <summary>The ledgers by kind, those first whose decades differ most.</summary>
    public IReadOnlyList<ComparedKind> Kinds { get; init; } = [];

    /// <summary>What was found at the end of each, the gravest first.</summary>
    public IReadOnlyList<ComparedFinding> Findings { get; init; } = [];

    /// <summary>Compares two runs.</summary>
    public static RunComparison Of(RunView left, RunView right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var common = Math.Min(left.Step, right.Step);
        var (leftLedger, rightLedger) = (LedgerOf(left, common), LedgerOf(right, common));
        return new RunComparison
        {
            Left = left,
            Right = right,
            CommonStep = common,
            Numbers = [.. NumbersOf(left, right, common)],
            LedgerSteps = (leftLedger?.LastStep, rightLedger?.LastStep),
            Kinds = [.. KindsOf(leftLedger, rightLedger)],
            Findings = [.. FindingsOf(left, right)],
        };
    }

    static IEnumerable<ComparedNumber> NumbersOf(RunView left, RunView right, long common)
    {
        var first = common - (common / Tenth) + (common < Tenth ? 0 : 1);
        if (Pair(ScalarTags.Loss, view => MeanOf(view, ScalarTags.Loss, first, common), left, right, first, common) is { } loss) yield return loss;
        foreach (var tag in (string[])[ScalarTags.HeldOutLoss, ScalarTags.HeldOutAccuracy, ScalarTags.GradientNorm, ScalarTags.LearningRate])
            if (Pair(tag, view => LastOf(view, tag, common), left, right, common, common) is { } number) yield return number;
    }

    static ComparedNumber? Pair(string name, Func<RunView, double?> of, RunView left, RunView right, long first, long last) =>
        (of(left), of(right)) is var (one, other) && (one is not null || other is not null) ? new(name, one, other, first, last) : null;

    static double? MeanOf(RunView view, string tag, long first, long last)
    {
        if (!view.Scalars.TryGetValue(tag, out var blocks)) return null;
        var within = blocks.Where(block => block.FirstStep >= first && block.LastStep <= last).ToList();
        if (within.Count == 0) within = [.. blocks.Where(block => block.LastStep <= last).TakeLast(1)];
        if (within.Count == 0) return null;
        // A step that was skipped as not finite is passed over; a loss that ended so is not.
        var whole = within.Aggregate((one, other) => one + other);
        return double.IsFinite(whole.Last) ? whole.Mean : whole.Last;
    }

    static double? LastOf(RunView view, string tag, long last) =>
        view.Scalars.TryGetValue(tag, out var blocks) ? blocks.LastOrDefault(block => block.LastStep <= last)?.Last : null;

    static ReadingBlock? LedgerOf(RunView view, long last) =>
        view.Readings.LastOrDefault(block => block.LastStep <= last && block.Links.Any(link => link.Count > 0));

    static IEnumerable<ComparedKind> KindsOf(ReadingBlock? left, ReadingBlock? right)
    {
        var links = (Left: DecadesOf(left), Right: DecadesOf(right));
        return links.Left.Keys.Union(links.Right.Keys)
            .Select(kind => new ComparedKind(kind, Known(links.Left, kind), Known(links.Right, kind)))
            .OrderByDescending(kind => Math.Abs((kind.Right ?? 0) - (kind.Left ?? 0))).ThenBy(kind => kind.Kind);
    }

    static Dictionary<Ledger.LinkKind, double> DecadesOf(ReadingBlock? block) =>
        (block?.Links ?? []).Where(link => link.Count > 0).GroupBy(link => link.Kind).ToDictionary(kind => kind.Key, kind => kind.Sum(link => link.Decades));

    static double? Known(Dictionary<Ledger.LinkKind, double> decades, Ledger.LinkKind kind) => decades.TryGetValue(kind, out var known) ? known : null;

    static IEnumerable<ComparedFinding> FindingsOf(RunView left, RunView right)
    {
        var found = (Left: Gravest(left), Right: Gravest(right));
        return found.Left.Keys.Union(found.Right.Keys, StringComparer.Ordinal)
            .Select(id => new ComparedFinding(id, found.Left.GetValueOrDefault(id), found.Right.GetValueOrDefault(id)))
            .OrderByDescending(finding => (finding.Left?.Severity ?? Severity.Note) > (finding.Right?.Severity ?? Severity.Note) ? finding.Left!.Severity : finding.Right?.Severity ?? Severity.Note).ThenBy(finding => finding.Id, StringComparer.Ordinal);
    }

    static Dictionary<string, Finding> Gravest(RunView view) =>
        view.Findings.SelectMany(Flat).GroupBy(finding => finding.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(finding => finding.Severity)!, StringComparer.Ordinal);

    static IEnumerable<Finding> Flat(Finding finding) => finding.Consequences.SelectMany(Flat).Prepend(finding);
}
