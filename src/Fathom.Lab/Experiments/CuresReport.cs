namespace Fathom.Lab.Experiments;

/// <summary>What the search for cures came to, beside a random choice and a fixed list.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Interrupted">True where it was ended before its last case.</param>
/// <param name="Cases">What came of each case.</param>
public sealed record CuresReport(string Name, bool Interrupted, IReadOnlyList<CuresCaseResult> Cases)
    : ExperimentReport(Name, "ill recipes cured with proof, and healthy ones left as they are", Interrupted)
{
    /// <summary>The cases with an illness.</summary>
    public IEnumerable<CuresCaseResult> Ill => Cases.Where(result => !result.IsHealthy);

    /// <summary>The healthy ones.</summary>
    public IEnumerable<CuresCaseResult> Healthy => Cases.Where(result => result.IsHealthy);

    /// <summary>Those of which a cure is known to exist.</summary>
    public IEnumerable<CuresCaseResult> Curable => Ill.Where(result => result.IsCurable);

    /// <summary>The share of the curable that Fathom cured, 0 to 1; NaN where none was curable.</summary>
    public double Cured => ShareOf(result => result.Fathom);

    /// <summary>The share of the curable that the random choice cured, 0 to 1; NaN where none was curable.</summary>
    public double CuredByRandom => ShareOf(result => result.Random);

    /// <summary>The share of the curable that the fixed list cured, 0 to 1; NaN where none was curable.</summary>
    public double CuredByList => ShareOf(result => result.FixedList);

    /// <summary>How many healthy recipes were changed.</summary>
    public int Touched => Healthy.Count(result => result.IsTouched);

    /// <summary>How many claimed cures do not beat the untreated recipe over fresh seeds.</summary>
    public int WrongClaims => Ill.Count(result => result.HoldsAfterwards == false);

    /// <summary>The median cost of Fathom's search over the ill cases, in whole trainings; NaN where there are none.</summary>
    public double MedianCost => CostOf(result => result.Fathom);

    /// <summary>The median cost of the random choice.</summary>
    public double MedianCostOfRandom => CostOf(result => result.Random);

    /// <summary>The median cost of the fixed list.</summary>
    public double MedianCostOfList => CostOf(result => result.FixedList);

    /// <summary>Whether every goal is reached: 98 % of the curable cured, no healthy one touched, a median cost of at most one training, no wrong claim, ahead of both others.</summary>
    public override bool Holds =>
        !(Cured < 0.98) && Touched == 0 && !(MedianCost > 1) && WrongClaims == 0 && !(Cured < CuredByRandom) && !(Cured < CuredByList)
        && !(MedianCost > MedianCostOfRandom) && !(MedianCost > MedianCostOfList);

    /// <summary>All tables as Markdown.</summary>
    public override string ToMarkdown() => CuresTables.Page(this);

    /// <summary>The tables without the cases one by one.</summary>
    public override string Summary => CuresTables.Summary(this);

    double ShareOf(Func<CuresCaseResult, CuresArm?> arm) => ClinicReport.Share(Curable.Count(result => arm(result) is { IsCured: true }), Curable.Count());

    double CostOf(Func<CuresCaseResult, CuresArm?> arm) => ClinicCaseResult.Median([.. Ill.Select(arm).OfType<CuresArm>().Select(found => found.Trainings)]);
}
