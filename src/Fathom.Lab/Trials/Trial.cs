using Fathom.Diagnoses;
using Fathom.Lab.Training;
using Fathom.Ledger;

namespace Fathom.Lab.Trials;

/// <summary>One run of a recipe, treated or not, among several that are compared: as far as it has come.</summary>
public sealed record Trial
{
    /// <summary>Which trial it is.</summary>
    public required TrialKey Key { get; init; }

    /// <summary>The loss of every step's batch so far, in order; NaN or infinite where it was.</summary>
    public IReadOnlyList<double> Losses { get; init; } = [];

    /// <summary>The held-out results at every pause so far, in order; empty where nothing is held out.</summary>
    public IReadOnlyList<HeldOutPoint> HeldOut { get; init; } = [];

    /// <summary>What ails the training by now, the worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The latest ledger that counts a link.</summary>
    public ChainLedger Ledger { get; init; } = ChainLedger.Empty;

    /// <summary>The loss of the best answer that does not look at its input; null where that is not known.</summary>
    public double? BaselineLoss { get; init; }

    /// <summary>The least loss that an answer which does not look at its input can have on the data held out; null where that is not known.</summary>
    public double? HeldOutBaselineLoss { get; init; }

    /// <summary>True where the training ended because its loss was no longer finite.</summary>
    public bool IsLost { get; init; }

    /// <summary>What it has taken over from the checkpoint that it goes on from; null where it begins anew.</summary>
    public Inheritance? Inheritance { get; init; }

    /// <summary>Why the trial could not be run; null where it could.</summary>
    public TrialFailure? Failure { get; init; }

    /// <summary>How many steps were taken.</summary>
    public long Steps => Losses.Count;

    /// <summary>The findings and, behind each, what is folded under it.</summary>
    public IEnumerable<Finding> AllFindings => Findings.SelectMany(Flat);

    /// <summary>The held-out result after <paramref name="step"/>, or of the end where the training was lost before; null where there is none.</summary>
    public HeldOutPoint? HeldOutAt(long step) =>
        HeldOut.FirstOrDefault(point => point.Step == step) ?? (IsLost && Steps <= step && HeldOut is [.., var last] ? last : null);

    static IEnumerable<Finding> Flat(Finding finding) => finding.Consequences.SelectMany(Flat).Prepend(finding);
}
