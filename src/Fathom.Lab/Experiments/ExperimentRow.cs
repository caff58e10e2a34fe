namespace Fathom.Lab.Experiments;

/// <summary>One number of an experiment, expected and measured.</summary>
/// <param name="Setting">What was set, such as "he-normal relu".</param>
/// <param name="Expected">What theory or the paper says.</param>
/// <param name="Measured">What came out here.</param>
/// <param name="Tolerance">By which share of the expected number the two may differ; NaN where theory does not hold and says so.</param>
public sealed record ExperimentRow(string Setting, double Expected, double Measured, double Tolerance)
{
    /// <summary>True where the expected number is the least that will do, so that only too low a number counts.</summary>
    public bool IsFloor { get; init; }

    /// <summary>By which share of the expected number the measured one differs.</summary>
    public double Difference => (Measured / Expected) - 1;

    /// <summary>Whether the two agree; true where theory claims nothing.</summary>
    public bool Holds => double.IsNaN(Tolerance) || (IsFloor ? Difference >= -Tolerance : Math.Abs(Difference) <= Tolerance);
}
