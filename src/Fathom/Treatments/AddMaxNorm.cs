using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Holds the norm of the weights into each unit below a limit.</summary>
/// <remarks>
/// Srivastava et al. (2014), Dropout, section 5.1: limits of 3 to 4 are usual. He's weights for a rectifier start with a norm
/// of √2 whatever the width, since their variance is 2 over the fan-in: a limit there keeps them from growing at all.
/// </remarks>
public sealed record AddMaxNorm : ITreatment
{
    static readonly double[] Norms = [3, 1.414];

    /// <inheritdoc/>
    public string Id => "add-max-norm";

    /// <summary>The norm: finite, above 0; 3 unless said otherwise. A lower one that the recipe has stays.</summary>
    public double Norm { get; init => field = Require.Positive(value, nameof(Norm)); } = 3;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["exploding-gradient", "exploding-through-time", "saturated-activation", "non-finite"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) => Answers.Contains(finding.Id, StringComparer.Ordinal)
        ? Norms.Where(norm => norm < recipe.Training.MaxNorm).Select(norm => this with { Norm = norm })
        : [];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = recipe.Training with { MaxNorm = Math.Min(recipe.Training.MaxNorm, Norm) } };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => $"Hold the norm of the weights into each unit below {Figures.Text(Norm)} after each step.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        "After optimizer.step() write: using (torch.no_grad()) foreach (var weight in model.parameters().Where(parameter => parameter.dim() > 1)) "
        + $"weight.copy_(weight.renorm(2, 0, {Figures.Text(Norm)}f));";
}
