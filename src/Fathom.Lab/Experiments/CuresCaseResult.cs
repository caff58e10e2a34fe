using Fathom.Lab.Cures;

namespace Fathom.Lab.Experiments;

/// <summary>What came of one case: Fathom's search, and those laid beside it.</summary>
/// <param name="Name">The case, as the clinic names it.</param>
/// <param name="Illness">The illness that the clinic counts it under; empty for a healthy one.</param>
/// <param name="Fathom">Fathom's own search.</param>
public sealed record CuresCaseResult(string Name, string Illness, CuresArm Fathom)
{
    /// <summary>A random choice among the same treatments; null for a healthy case.</summary>
    public CuresArm? Random { get; init; }

    /// <summary>A fixed list tried in order with full retrains; null for a healthy case.</summary>
    public CuresArm? FixedList { get; init; }

    /// <summary>Fathom's cure beside the untreated recipe after whole trainings with seeds that no search has seen; empty where it claims none.</summary>
    public IReadOnlyList<Pair> Afterwards { get; init; } = [];

    /// <summary>How much the clinic's corrected sister learnt: the share of a constant answer's held-out loss that is gone. NaN where it was not needed or is not known.</summary>
    public double SisterLearnt { get; init; } = double.NaN;

    /// <summary>Whether there is nothing to be cured.</summary>
    public bool IsHealthy => Illness.Length == 0;

    /// <summary>Whether a cure is known to exist: one of the three found one, or the corrected sister learns.</summary>
    public bool IsCurable => !IsHealthy && (Fathom.IsCured || Random is { IsCured: true } || FixedList is { IsCured: true } || SisterLearnt > LeastLearnt);

    /// <summary>Whether a healthy recipe was changed.</summary>
    public bool IsTouched => IsHealthy && Fathom.IsCured;

    /// <summary>Whether the cure beats the untreated recipe over fresh seeds: the mean gain is above 0. Null where no cure was claimed.</summary>
    public bool? HoldsAfterwards => Afterwards.Count == 0 ? null : Afterwards.Average(pair => pair.Gain) > 0;

    // As in the clinic: who has learnt three tenths of what there is to learn, learns.
    const double LeastLearnt = 0.3;
}
