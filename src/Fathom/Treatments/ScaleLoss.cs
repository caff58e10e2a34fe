using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Keeps float32 copies of 16-bit weights for the optimizer, and scales the loss so that small gradients do not become zeros.</summary>
/// <remarks>Micikevicius et al. (2018), Mixed precision training, sections 3.1 and 3.2.</remarks>
public sealed record ScaleLoss : ITreatment
{
    /// <inheritdoc/>
    public string Id => "scale-loss";

    /// <summary>The scale; dynamic unless said otherwise. Fixed at 1 it is the copies alone.</summary>
    public LossScale By { get; init; } = new DynamicLossScale();

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["low-precision-underflow", "lost-updates", "precision", "overflow", "non-finite", "loss-plateau", "vanishing-gradient"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        Scales(recipe.Training, finding.Id).Select(scale => this with { By = scale }).Where(form => !form.ApplyTo(recipe).Equals(recipe));

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) =>
        recipe.Training.Precision is Precision.Float16 or Precision.Bfloat16 ? recipe with { Training = recipe.Training with { LossScale = By } } : recipe;

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var copies = recipe.Training.LossScale is NoLossScale ? "Keep float32 copies of the weights for the optimizer" : "Keep the float32 copies of the weights";
        return By switch
        {
            FixedLossScale { By: 1 } => $"{copies}, and scale no loss.",
            FixedLossScale number => $"{copies}, and multiply the loss by {Figures.Text(number.By)} for its backward pass.",
            DynamicLossScale dynamic => $"{copies}, and multiply the loss for its backward pass by as much as the gradients allow, from {Figures.Text(dynamic.Initial)} on.",
            _ => "Step the weights as they are stored, and scale no loss.",
        };
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        $"Wrap the optimizer: var optimizer = new LossScaler(model, copies => torch.optim.Adam(copies, 1e-3){Argument}); with the optimizer that you have; "
        + "compute the loss from model.call(x).to(torch.float32); and write optimizer.Scale(loss).backward(); instead of loss.backward();";

    string Argument => By is FixedLossScale number ? $", new FixedLossScale {{ By = {Figures.Text(number.By)} }}" : "";

    // A gradient of which float16 leaves nothing has vanished, as far as anybody can see who reads it there.
    // Bfloat16 has float32's range: what it lacks is digits, which the copies have.
    static LossScale[] Scales(TrainingPlan plan, string illness) => (plan.Precision, plan.LossScale, illness) switch
    {
        (Precision.Float16, NoLossScale, "lost-updates") => [new FixedLossScale { By = 1 }, new DynamicLossScale()],
        (Precision.Float16, not DynamicLossScale, _) => [new DynamicLossScale()],
        (Precision.Bfloat16, NoLossScale, "lost-updates" or "loss-plateau") => [new FixedLossScale { By = 1 }],
        (Precision.Bfloat16, not DynamicLossScale, "low-precision-underflow") => [new DynamicLossScale()],
        _ => [],
    };
}
