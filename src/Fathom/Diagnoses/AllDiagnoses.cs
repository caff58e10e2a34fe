namespace Fathom.Diagnoses;

/// <summary>Every diagnosis that Fathom knows, with its default thresholds.</summary>
public static class AllDiagnoses
{
    /// <summary>One of each, by name.</summary>
    public static IReadOnlyList<IDiagnosis> List { get; } =
    [
        new DeadUnits(),
        new ExplodingGradient(),
        new ExplodingThroughTime(),
        new GradientSpike(),
        new LearningRateTooHigh(),
        new LearningRateTooLow(),
        new LossPlateau(),
        new LostUpdates(),
        new LowPrecisionUnderflow(),
        new MismatchedOutput(),
        new NonFinite(),
        new OscillatingLoss(),
        new PoorInitialization(),
        new RankCollapse(),
        new SaturatedActivation(),
        new ShortMemory(),
        new UnclearedGradient(),
        new UnscaledInput(),
        new UnusedParameter(),
        new VanishingGradient(),
    ];

    /// <summary>All of them, with others in the places of those that have the same ids, and what has an id of its own at the end.</summary>
    /// <param name="replacing">Diagnoses with thresholds of your own, such as <c>new VanishingGradient { SurvivingShare = 0.001 }</c>, or rules of your own.</param>
    public static IReadOnlyList<IDiagnosis> With(params IReadOnlyList<IDiagnosis> replacing)
    {
        var byId = replacing.ToLookup(diagnosis => diagnosis.Id, StringComparer.Ordinal);
        var known = List.Select(diagnosis => byId[diagnosis.Id].LastOrDefault() ?? diagnosis).ToList();
        return [.. known, .. byId.Where(group => known.TrueForAll(one => !string.Equals(one.Id, group.Key, StringComparison.Ordinal))).Select(group => group.Last())];
    }
}
