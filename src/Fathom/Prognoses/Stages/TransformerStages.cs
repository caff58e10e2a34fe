using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A transformer block at initialisation, put together from plainer stages.</summary>
/// <remarks>
/// Vaswani et al. (2017); Xiong et al. (2020), On layer normalization in the transformer architecture. Before it has learnt where to
/// look, attention averages: scores of variance v spread each output over about tokens / e^v inputs, because the mean of e^2s over the
/// squared mean of e^s is e^v for a normal s. The way through queries and keys is of the order of the scores and is left out.
/// </remarks>
static class TransformerStages
{
    /// <summary>Attention: values, the average, and what mixes the heads.</summary>
    public static IReadOnlyList<Stage> Attention(string name, double width, double tokens, double weightVariance, double scoreVariance) =>
    [
        new WeightStage($"{name}.values", width, width, weightVariance),
        new AverageStage($"{name}.attention", Math.Max(1, tokens * Math.Exp(-scoreVariance)), LinkKind.Other),
        new WeightStage($"{name}.output", width, width, weightVariance),
    ];

    /// <summary>A branch with its skip: normalised before the branch or after the sum.</summary>
    public static IReadOnlyList<Stage> Around(string name, IReadOnlyList<Stage> branch, bool normsFirst) =>
        normsFirst
            ? [new SkipStage(name, [new NormStage($"{name}.norm"), .. branch])]
            : [new SkipStage(name, branch), new NormStage($"{name}.norm")];
}
