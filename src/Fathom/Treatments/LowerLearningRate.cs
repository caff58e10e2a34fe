using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Divides the learning rate.</summary>
/// <remarks>For a quadratic loss of curvature λ a rate above 2/λ moves away from the minimum (LeCun, Bottou, Orr and Müller 1998, section 5).</remarks>
public sealed record LowerLearningRate : ITreatment
{
    /// <inheritdoc/>
    public string Id => "lower-learning-rate";

    /// <summary>What the rate is divided by: above 1, at most 1e12; 10 unless said otherwise.</summary>
    public double Divisor { get; init => field = Require.Between(value, Math.BitIncrement(1.0), 1e12, nameof(Divisor)); } = 10;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers { get; } =
    [
        "learning-rate-too-high", "oscillating-loss", "gradient-spike", "exploding-gradient", "exploding-through-time", "non-finite", "dead-units",
        "learning-rate", "overflow",
    ];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) => [this with { Divisor = 10 }, this with { Divisor = 100 }, this with { Divisor = 1000 }];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = recipe.Training with { Optimizer = recipe.Training.Optimizer.AtRate(Rate(recipe)) } };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) =>
        FormattableString.Invariant($"Lower the learning rate from {recipe.Training.Optimizer.LearningRate:0.######} to {Rate(recipe):0.######}.");

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => FormattableString.Invariant($"Give the optimizer lr: {Rate(recipe):0.######} instead of {recipe.Training.Optimizer.LearningRate:0.######}.");

    double Rate(Recipe recipe) => recipe.Training.Optimizer.LearningRate / Divisor;
}
