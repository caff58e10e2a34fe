namespace Fathom.Diagnoses;

/// <summary>Every diagnosis that Fathom knows, with its default thresholds.</summary>
public static class AllDiagnoses
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<IDiagnosis> List { get; } = [new NonFinite(), new ExplodingGradient(), new VanishingGradient(), new VanishingThroughTime()];
}
