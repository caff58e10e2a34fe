using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Lab.Experiments.ReferenceRules;

/// <summary>The published rules that the clinic lays beside Fathom, with the limits that their authors published.</summary>
static class AllRules
{
    const string AutoTrainer = "AutoTrainer (Zhang et al., ICSE 2021)";
    const string SageMaker = "SageMaker Debugger, built-in rules";

    static readonly string[] Vanishing = ["vanishing-gradient", "poor-initialization", "short-memory"];
    static readonly string[] Exploding = ["exploding-gradient", "exploding-through-time", "non-finite", "gradient-spike"];
    static readonly string[] Updates = ["learning-rate-too-high", "learning-rate-too-low", "lost-updates"];

    public static IReadOnlyList<ReferenceRule> List { get; } =
    [
        new("first over last layer's gradient below 1e-3, and norm below 1e-4", AutoTrainer + ": vanishing gradient", Vanishing, Vanishes),
        new("mean absolute gradient below 1e-7", SageMaker + ": VanishingGradient; the mean is estimated from the counts per power of two", Vanishing, IsTiny),
        new("70 % of a gradient are zeros", AutoTrainer + ": dying ReLU", ["dead-units"], IsMostlyZero),
        new("first over last layer's gradient above 70, or not finite", AutoTrainer + ": exploding gradient", Exploding, Explodes),
        new("update over weight above 10 or below 1e-8", SageMaker + ": WeightUpdateRatio; of norms instead of means", Updates, HasWrongUpdate),
        new("flags everything", "so that the reader sees what the numbers are worth", [], _ => true),
    ];

    static bool Vanishes(StepReading reading) =>
        Ends(reading) is var (first, last) && first.Norm < 1e-3 * last.Norm && first.Norm < 1e-4;

    static bool IsTiny(StepReading reading) => Gradients(reading).Any(gradient => MeanMagnitude(gradient) < 1e-7);

    static bool IsMostlyZero(StepReading reading) => Gradients(reading).Any(gradient => gradient.ShareOfZeros >= 0.7);

    static bool Explodes(StepReading reading) =>
        Gradients(reading).Any(gradient => gradient.HasNonFinite) || (Ends(reading) is var (first, last) && first.Norm > 70 * last.Norm);

    static bool HasWrongUpdate(StepReading reading) =>
        reading.Parameters.Any(parameter => IsWeight(parameter) && parameter.Update is { } update && update.Ratio is > 10 or < 1e-8);

    /// <summary>The gradients of the first and the last layer's weights; null where the network has fewer than two layers.</summary>
    static (TensorSummary First, TensorSummary Last)? Ends(StepReading reading) =>
        Gradients(reading).ToList() is { Count: >= 2 } gradients ? (gradients[0], gradients[^1]) : null;

    static IEnumerable<TensorSummary> Gradients(StepReading reading) =>
        reading.Parameters.Where(IsWeight).Select(parameter => parameter.Gradient!);

    /// <summary>Biases, scales and shifts are no layers of those rules.</summary>
    static bool IsWeight(ParameterReading parameter) =>
        parameter.Gradient is not null && parameter.Name.Contains("weight", StringComparison.Ordinal);

    /// <summary>The mean magnitude, each power of two counted at the mean of magnitudes spread evenly over it by their logarithm: 2^e / ln 2.</summary>
    static double MeanMagnitude(TensorSummary values)
    {
        if (values.Count == 0 || values.HasNonFinite) return double.NaN;
        var sum = 0.0;
        for (var exponent = values.Exponents.First; exponent <= values.Exponents.Last; exponent++)
            sum += values.Exponents[exponent] * Math.ScaleB(1 / Math.Log(2), exponent);
        return sum / values.Count;
    }
}
