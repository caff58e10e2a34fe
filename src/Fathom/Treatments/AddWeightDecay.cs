using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Takes a share of each weight off before each step, so that weights which nothing holds up shrink.</summary>
/// <remarks>
/// Loshchilov and Hutter (2019), algorithm 1. A weight without gradient falls to 1/e in 1/(rate · decay) steps (Wang and Aitchison 2024, How
/// to set AdamW's weight decay as you scale model and dataset size); the forms tried make that the whole training and a quarter of it.
/// </remarks>
public sealed record AddWeightDecay : ITreatment
{
    const double Most = 1000;

    /// <inheritdoc/>
    public string Id => "add-weight-decay";

    /// <summary>The share, to be multiplied by the learning rate: above 0, at most 1,000; 0.01 unless said otherwise. A higher one that the recipe has stays.</summary>
    public double Decay { get; init => field = Require.Between(Require.Positive(value, nameof(Decay)), 0, Most, nameof(Decay)); } = 0.01;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["saturated-activation", "exploding-through-time"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (!Answers.Contains(finding.Id, StringComparer.Ordinal)) return [];
        var (plan, whole) = (recipe.Training, 1 / (recipe.Training.Rate() * recipe.Training.Steps));
        return new[] { whole, 4 * whole }.Select(decay => Figures.Rounded(decay, 2))
            .Where(decay => decay is > 0 and <= Most && decay > plan.WeightDecay + plan.Optimizer.WeightDecay)
            .Select(decay => this with { Decay = decay });
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = recipe.Training with { WeightDecay = Math.Max(recipe.Training.WeightDecay, Decay) } };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) =>
        $"Take {Figures.Text(Decay)} of each weight, times the learning rate of {Figures.Text(recipe.Training.Rate())}, off before each step.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => $"Write: {TorchCode.Make(InTorch(recipe.Training.Optimizer) with { WeightDecay = Decay })} There it holds for biases too.";

    // Only AdamW takes the decay off the weights themselves; for plain gradient descent the two are the same.
    static Optimizer InTorch(Optimizer optimizer) =>
        optimizer is Adam adam ? new AdamW { LearningRate = adam.LearningRate, Betas = adam.Betas, Epsilon = adam.Epsilon, AmsGrad = adam.AmsGrad } : optimizer;
}
