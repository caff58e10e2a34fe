using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Takes another optimizer, at the learning rate that is usual for it.</summary>
/// <remarks>
/// Usual are 0.01 for momentum 0.9 (Krizhevsky, Sutskever and Hinton 2012, section 5), 0.001 for Adam (Kingma and Ba 2015, algorithm 1) and
/// for AdamW, with a decay of 0.01 (Loshchilov and Hutter 2019, and PyTorch). Rates do not carry over: a step of Adam has the size of its rate
/// whatever the gradient's, a step of gradient descent has not.
/// </remarks>
public sealed record ChangeOptimizer : ITreatment
{
    static readonly Sgd Momentum = new() { LearningRate = 0.01, Momentum = 0.9 };

    /// <inheritdoc/>
    public string Id => "change-optimizer";

    /// <summary>The optimizer, with its learning rate; Adam at 0.001 unless said otherwise. Its groups and its decay are taken from the recipe.</summary>
    public Optimizer To { get; init; } = new Adam();

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Rule;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers =>
    [
        "loss-plateau", "learning-rate-too-low", "oscillating-loss", "vanishing-gradient", "exploding-gradient", "gradient-spike", "learning-rate-too-high",
        "unscaled-input", "learning-rate",
    ];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        Optimizers(recipe.Training.Optimizer, finding).Select(optimizer => this with { To = optimizer }).Where(form => !form.ApplyTo(recipe).Equals(recipe));

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = Changed(recipe.Training) };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => $"Change the optimizer from {TorchCode.Name(recipe.Training.Optimizer)} to {TorchCode.Name(To)}.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => $"Write: {TorchCode.Make(Changed(recipe.Training).Optimizer)}";

    TrainingPlan Changed(TrainingPlan plan)
    {
        var factor = To.LearningRate / plan.Optimizer.LearningRate;
        var (before, after) = (plan.Optimizer is AdamW, To is AdamW);
        // A decay of the weights themselves is the plan's for all but AdamW, and is not to be taken twice.
        var ofPlan = before && !after ? Math.Max(plan.WeightDecay, plan.Optimizer.WeightDecay) : plan.WeightDecay;
        var own = before == after ? plan.Optimizer.WeightDecay : after && plan.WeightDecay == 0 ? To.WeightDecay : 0;
        return plan with
        {
            Optimizer = To with { WeightDecay = own, Groups = plan.Optimizer.GroupsTimes(factor) },
            Schedule = plan.Schedule.Times(factor),
            WeightDecay = ofPlan,
        };
    }

    static Optimizer[] Optimizers(Optimizer now, Finding finding) => (now, finding.Id) switch
    {
        // What one rule of thumb for all weights cannot mend, a momentum cannot either.
        (Sgd, "vanishing-gradient" or "exploding-gradient" or "unscaled-input") => [new Adam(), new AdamW()],
        // On a plateau the gradient is small, and a momentum makes ten of its steps into one; a step of Adam is as long as its rate.
        (Sgd { Momentum: 0 }, "loss-plateau") => [new Adam(), Momentum, new AdamW()],
        (Sgd { Momentum: 0 }, _) => [Momentum, new Adam(), new AdamW()],
        (Sgd, _) => [new Adam(), new AdamW()],
        (AdamLike { AmsGrad: false } adam, "oscillating-loss" or "gradient-spike") => [adam with { AmsGrad = true }],
        (AdamLike, _) => [],
        _ => [new Adam(), new AdamW()],
    };
}
