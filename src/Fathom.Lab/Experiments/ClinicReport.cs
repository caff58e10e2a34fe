namespace Fathom.Lab.Experiments;

/// <summary>What the clinic found: Fathom's hits, misses and false alarms, and those of the published rules.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Interrupted">True where it was ended before its last case.</param>
/// <param name="Seeds">With how many seeds each case was trained.</param>
/// <param name="Cases">What came of each case.</param>
/// <param name="Tools">Fathom and the published rules beside it.</param>
public sealed record ClinicReport(string Name, bool Interrupted, int Seeds, IReadOnlyList<ClinicCaseResult> Cases, IReadOnlyList<ClinicTool> Tools)
    : ExperimentReport(Name, "runs of ill networks recognised, and of healthy ones left in peace", Interrupted)
{
    /// <summary>The share of ill runs in which an accepted finding was raised, 0 to 1; NaN where none was ill.</summary>
    public double Detected => Share(Ill.Sum(result => result.Detected), Ill.Sum(result => result.Runs));

    /// <summary>The share of those in which the main cause was right, 0 to 1; NaN where there were none.</summary>
    public double RightCause => Share(Ill.Sum(result => result.RightCause), Ill.Sum(result => result.Detected));

    /// <summary>The share of ill runs recognised within twenty steps, 0 to 1; NaN where none was ill.</summary>
    public double Within20 => Share(Ill.Sum(result => result.Within20), Ill.Sum(result => result.Runs));

    /// <summary>The share of healthy runs with a finding of severity warning or above, 0 to 1; NaN where none was healthy.</summary>
    public double FalseAlarms => Share(Healthy.Sum(result => result.FalseAlarms), Healthy.Sum(result => result.Runs));

    /// <summary>Whether every goal is reached: all ill detected, the cause right in 95 %, fewer than 1 % false alarms, half within 20 steps.</summary>
    public override bool Holds => !(Detected < 1) && !(RightCause < 0.95) && !(FalseAlarms >= 0.01) && !(Within20 < 0.5);

    /// <summary>The cases with an illness.</summary>
    public IEnumerable<ClinicCaseResult> Ill => Cases.Where(result => result.Illness.Length > 0);

    /// <summary>The healthy controls.</summary>
    public IEnumerable<ClinicCaseResult> Healthy => Cases.Where(result => result.Illness.Length == 0);

    /// <summary>All tables as Markdown.</summary>
    public override string ToMarkdown() => ClinicTables.Page(this);

    /// <summary>The tables without the cases one by one.</summary>
    public override string Summary => ClinicTables.Summary(this);

    internal static double Share(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
