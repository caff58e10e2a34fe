namespace Fathom.Diagnoses;

/// <summary>Folds findings that follow from others under them, as <see cref="Explanations"/> says.</summary>
/// <remarks>
/// Whatever follows from something that follows from a root is folded under that root: one level, so that a reader sees at once what is to
/// be treated and what goes away with it. Nothing is lost, and no finding is its own reason.
/// </remarks>
sealed class Folding
{
    readonly List<Finding> _findings;
    readonly int?[] _parents;
    readonly Beginning _beginning;

    Folding(IEnumerable<Finding> findings, Beginning beginning)
    {
        _findings = [.. InOrder(findings)];
        _parents = new int?[_findings.Count];
        _beginning = beginning;
        Link();
    }

    /// <summary>The roots with what follows from them, the worst first and of equals the earliest.</summary>
    /// <param name="findings">What was found, in any order.</param>
    /// <param name="beginning">What the network was like before any step.</param>
    public static IReadOnlyList<Finding> Of(IEnumerable<Finding> findings, Beginning beginning)
    {
        var folding = new Folding(findings, beginning);
        return [.. InOrder(Enumerable.Range(0, folding._findings.Count).Where(index => folding._parents[index] is null).Select(folding.Root))];
    }

    static IEnumerable<Finding> InOrder(IEnumerable<Finding> findings) =>
        findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Step)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal).ThenBy(finding => finding.Place, StringComparer.Ordinal)
            .ThenBy(finding => finding.Summary, StringComparer.Ordinal);

    /// <summary>The surest ties are made first; one that would close a circle is left out.</summary>
    void Link()
    {
        var ties =
            from symptom in Enumerable.Range(0, _findings.Count)
            from root in Enumerable.Range(0, _findings.Count)
            where root != symptom
            from row in Explanations.Between(_findings[root], _findings[symptom], _beginning)
            orderby row.Value.IsNamedIn(_findings[symptom]) descending, row.Index, _findings[root].Step, root
            select (root, symptom);
        foreach (var (root, symptom) in ties)
        {
            if (_parents[symptom] is null && RootOf(root) != symptom) _parents[symptom] = root;
        }
    }

    int RootOf(int index)
    {
        while (_parents[index] is { } parent) index = parent;
        return index;
    }

    Finding Root(int index)
    {
        var root = _findings[index];
        var consequences = Enumerable.Range(0, _findings.Count).Where(other => other != index && RootOf(other) == index).Select(other => _findings[other]).ToList();
        if (consequences.Count == 0) return root;
        return root with
        {
            Severity = consequences.Max(finding => finding.Severity) is var gravest && gravest > root.Severity ? gravest : root.Severity,
            Consequences = [.. InOrder([.. root.Consequences, .. consequences])],
            Causes = root.Causes.Count > 0 ? root.Causes : CausesOf(root.Id, consequences),
        };
    }

    /// <summary>A root that named no cause of its own is the cause itself, and what follows from it is the reason to think so.</summary>
    static IReadOnlyList<Cause> CausesOf(string root, List<Finding> consequences)
    {
        var cause = root switch
        {
            "learning-rate-too-high" or "learning-rate-too-low" => "learning-rate",
            "unscaled-input" => "input-scale",
            "mismatched-output" => "output-activation",
            "low-precision-underflow" => "precision",
            _ => null,
        };
        if (cause is null) return [];
        var first = consequences.MinBy(finding => finding.Step)!;
        var others = consequences.Count == 1 ? "" : FormattableString.Invariant($", and {consequences.Count - 1} more");
        return [new Cause(cause, 1, FormattableString.Invariant($"{first.Id} at {first.Place} since step {first.Step} follows from it{others}"))];
    }
}
