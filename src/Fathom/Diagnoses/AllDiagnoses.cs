namespace Fathom.Diagnoses;

/// <summary>Every diagnosis that Fathom knows, with its default thresholds.</summary>
public static class AllDiagnoses
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<IDiagnosis> List { get; } =
    [
        new ExplodingGradient(),
        new ExplodingThroughTime(),
        new GradientSpike(),
        new LearningRateTooHigh(),
        new LearningRateTooLow(),
        new LossPlateau(),
        new NonFinite(),
        new OscillatingLoss(),
        new ShortMemory(),
        new VanishingGradient(),
    ];
}
