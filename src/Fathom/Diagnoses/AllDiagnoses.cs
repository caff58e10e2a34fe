namespace Fathom.Diagnoses;

/// <summary>Every diagnosis that Fathom knows, with its default thresholds.</summary>
public static class AllDiagnoses
{
    /// <summary>One of each, by name.</summary>
    public static IReadOnlyList<IDiagnosis> List { get; } =
    [
        new DeadUnits(),
        new ExplodingGradient(),
        new LostUpdates(),
        new LowPrecisionUnderflow(),
        new MismatchedOutput(),
        new NonFinite(),
        new PoorInitialization(),
        new RankCollapse(),
        new SaturatedActivation(),
        new ShortMemory(),
        new UnscaledInput(),
        new UnusedParameter(),
        new VanishingGradient(),
    ];
}
