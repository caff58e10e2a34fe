using Fathom.Diagnoses;
using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>What a cure is sought for, and when it is gone.</summary>
/// <param name="Finding">The root finding that is treated; what is folded under it is treated with it.</param>
/// <param name="IsSuspicion">True where the finding is a note alone, and the loss standing still beside it makes it an illness.</param>
sealed record Illness(Finding Finding, bool IsSuspicion = false)
{
    const string Plateau = "loss-plateau";

    /// <summary>The other errors beside it, each in its own right, the worst first: what stands on top may be what one of them brought about.</summary>
    public IReadOnlyList<Finding> Others { get; init; } = [];

    // Their page says that the gradient's chain is at fault, so that its prognosis says whether a change helps.
    static readonly string[] OfTheLedger = ["vanishing-gradient", "exploding-gradient", "poor-initialization"];

    /// <summary>The illness's id.</summary>
    public string Id => Finding.Id;

    /// <summary>Whether a prognosis of the ledger tells whether a treatment can help.</summary>
    public bool IsOfTheLedger => OfTheLedger.Contains(Id, StringComparer.Ordinal);

    /// <summary>The worst root finding of <paramref name="least"/> severity or more; a note only where the loss has not moved either; null where nothing is to be cured.</summary>
    /// <remarks>That a recurrent network forgets is harmless unless its task needs the memory; a loss that stands still at the baseline says so.</remarks>
    public static Illness? Of(Trial untreated, Severity least)
    {
        if (untreated.Findings.FirstOrDefault(finding => finding.Severity >= least) is { } worst) return new Illness(worst) { Others = [.. untreated.Findings.Where(finding => finding != worst && finding.Severity >= Severity.Error)] };
        return HasPlateau(untreated) && NoteOf(untreated) is { } note ? new Illness(note, IsSuspicion: true) : null;
    }

    /// <summary>What <paramref name="untreated"/> is treated for where nothing else is found and its training is over: it has learnt nothing; null where it has.</summary>
    /// <remarks>Whatever the reason, a training that ends hardly better than the best constant answer has failed.</remarks>
    public static Illness? OfTheEnd(Trial untreated) => KnowsNothing(untreated) && !untreated.IsLost ? new Illness(StandstillOf(untreated)) : null;

    /// <summary>What to ask treatments for where a run learns nothing and nothing is found in it: the finding of a plateau, without its proof.</summary>
    public static Finding StandstillOf(Trial trial) => trial.AllFindings.FirstOrDefault(IsPlateau) ?? new Finding
    {
        Id = Plateau,
        Severity = Severity.Warning,
        Place = "network",
        Step = Math.Max(1, trial.Steps),
        Summary = FormattableString.Invariant($"After {trial.Steps:N0} steps the held-out loss is hardly or no better than that of the best constant answer."),
    };

    /// <summary>Whether it cannot be told yet: nothing is found, and the loss is hardly better than a constant answer's and not proven to stand still.</summary>
    /// <remarks>A network that has learnt nothing yet is not healthy yet; a plateau takes longer to be proven than any other illness.</remarks>
    public static bool IsSuspected(Trial untreated, Severity least) => Of(untreated, least) is null && !untreated.IsLost && KnowsNothing(untreated);

    /// <summary>Whether its held-out loss is hardly better than that of the best constant answer: by less than the tenth that a plateau may fall.</summary>
    public static bool KnowsNothing(Trial trial) =>
        trial.HeldOut is [.., var latest] && (trial.HeldOutBaselineLoss ?? trial.BaselineLoss) is { } baseline && !(latest.Loss < (1 - new LossPlateau().LeastProgress) * baseline);

    /// <summary>Whether <paramref name="treated"/> still shows it: as a root or under another, however harmless by now.</summary>
    public bool RemainsIn(Trial treated) =>
        Id == Plateau ? KnowsNothing(treated) || HasPlateau(treated) : treated.AllFindings.Any(finding => string.Equals(finding.Id, Id, StringComparison.Ordinal)) && (!IsSuspicion || HasPlateau(treated));

    /// <summary>The ids of the errors that <paramref name="treated"/> has and none of <paramref name="untreated"/> had.</summary>
    public static IReadOnlyList<string> NewErrors(Trial treated, IEnumerable<Trial> untreated)
    {
        var known = untreated.SelectMany(trial => trial.AllFindings).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        return [.. treated.AllFindings.Where(finding => finding.Severity >= Severity.Error && !known.Contains(finding.Id)).Select(finding => finding.Id).Distinct(StringComparer.Ordinal)];
    }

    // What a note names is harmless unless the task cannot be learnt because of it.
    static Finding? NoteOf(Trial trial) => trial.Findings.FirstOrDefault(finding => !IsPlateau(finding));

    static bool HasPlateau(Trial trial) => trial.AllFindings.Any(IsPlateau);

    static bool IsPlateau(Finding finding) => string.Equals(finding.Id, Plateau, StringComparison.Ordinal);
}
