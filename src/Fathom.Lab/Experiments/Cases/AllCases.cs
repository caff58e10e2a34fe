namespace Fathom.Lab.Experiments.Cases;

/// <summary>Every case of the clinic.</summary>
static class AllCases
{
    /// <summary>The ill, the sisters in which their mistake is put right, and further healthy ones; each once.</summary>
    public static IReadOnlyList<ClinicCase> List { get; } = WithSisters(
    [
        .. VanishingStacks.List, .. ExplodingStacks.List, .. Initializations.List, .. SaturatedAndDead.List, .. LearningRates.List,
        .. Losses.List, .. Outputs.List, .. InputScales.List, .. Memories.List, .. Precisions.List, .. Parameters.List, .. Spikes.List,
        .. HealthyStacks.List, .. HealthyTasks.List,
    ]);

    static readonly string[] QuickNames =
    [
        "sigmoid-12-default", "relu-20-large-weights", "relu-3-zeros", "tanh-4-very-wide-weights", "relu-4-very-negative-biases", "rate-adam-3",
        "rate-sgd-1e-5", "oscillation-absolute-errors", "softmax-of-one-bce", "inputs-1000-relu", "bfloat16-slow-rate", "first-layer-not-owned",
        "rows-times-10000", "row-of-nan", "relu-20-wide-biases",
        "relu-8-he", "tanh-4-xavier", "converged-blobs", "tiny-loss-adam", "frozen-first-layers", "labels-all-the-same", "batch-norm-batch-4",
        "lstm-rows", "warm-up", "linear-regression", "embedding",
    ];

    /// <summary>The quick look: one of twelve, nearly every illness among them, and the controls that rules take for ill.</summary>
    public static IReadOnlyList<ClinicCase> Quick { get; } = [.. QuickNames.Select(name => List.Single(@case => string.Equals(@case.Name, name, StringComparison.Ordinal)))];

    static IReadOnlyList<ClinicCase> WithSisters(IReadOnlyList<ClinicCase> cases) =>
        [.. cases.Concat(cases.Select(@case => @case.Sister).OfType<ClinicCase>()).DistinctBy(@case => @case.Name, StringComparer.Ordinal)];
}
