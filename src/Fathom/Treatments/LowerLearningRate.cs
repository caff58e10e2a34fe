using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Divides the learning rate.</summary>
/// <remarks>
/// For a quadratic loss of curvature λ a rate above 2/λ moves away from the minimum (LeCun, Bottou, Orr and Müller 1998, section 5). Where
/// the finding says by which share r of the loss a step descends at first order, the rate divided by r is Polyak's step.
/// </remarks>
public sealed record LowerLearningRate : ITreatment
{
    const double MostDivisor = 1e12;

    /// <inheritdoc/>
    public string Id => "lower-learning-rate";

    /// <summary>What the rate is divided by: above 1, at most 1e12; 10 unless said otherwise. The new rate is rounded to three digits.</summary>
    public double Divisor { get; init => field = Require.Between(value, Math.BitIncrement(1.0), MostDivisor, nameof(Divisor)); } = 10;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers =>
    [
        "learning-rate-too-high", "oscillating-loss", "gradient-spike", "dead-units", "non-finite", "exploding-gradient", "exploding-through-time",
        "loss-plateau", "saturated-activation", "learning-rate", "overflow",
    ];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        !finding.MayStepTooFar() ? [] : Divisors(finding).Where(divisor => divisor is >= LeastWorthATrial and <= MostDivisor).Select(divisor => this with { Divisor = divisor })
            .Where(form => form.NewRate(recipe) < recipe.Training.Rate()).DistinctBy(form => form.NewRate(recipe));

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = recipe.Training.AtRate(NewRate(recipe)) };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => $"Lower the learning rate from {Figures.Text(recipe.Training.Rate())} to {Figures.Text(NewRate(recipe))}.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => $"Make the optimizer with {Figures.Text(NewRate(recipe))} instead of {Figures.Text(recipe.Training.Rate())}, or in a running program: {TorchCode.SetRate(NewRate(recipe))}";

    double NewRate(Recipe recipe) => recipe.Training.RateTimes(1 / Divisor);

    // A change of less is lost among seeds.
    const double LeastWorthATrial = 1.5;

    static double[] Divisors(Finding finding) => finding.DescentShare() is { } share and > 1
        ? [Figures.Rounded(share, 2), Figures.Rounded(3 * share, 2), Figures.Rounded(10 * share, 2)]
        : finding.Id is "oscillating-loss" or "gradient-spike" or "loss-plateau" ? [3, 10, 100] : [10, 100, 1000];
}
