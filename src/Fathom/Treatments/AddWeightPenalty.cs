using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Adds the size of the weights to the loss: their squares (L2) or their magnitudes (L1).</summary>
/// <remarks>
/// Pascanu, Mikolov and Bengio (2013), section 3.1: a penalty on recurrent weights keeps their largest singular value small, and with it the
/// growth of gradients through time; it also forbids the long memory that needs a value near 1.
/// </remarks>
public sealed record AddWeightPenalty : ITreatment
{
    /// <inheritdoc/>
    public string Id => "add-weight-penalty";

    /// <summary>What half the sum of the weights' squares is multiplied by, 0 to 1,000,000; 0.001 unless said otherwise.</summary>
    public double L2 { get; init => field = Require.Between(value, 0, 1e6, nameof(L2)); } = 1e-3;

    /// <summary>What the sum of the weights' magnitudes is multiplied by, 0 to 1,000,000; 0 unless said otherwise.</summary>
    public double L1 { get; init => field = Require.Between(value, 0, 1e6, nameof(L1)); }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["exploding-through-time", "saturated-activation"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (!Answers.Contains(finding.Id, StringComparer.Ordinal)) return [];
        ITreatment[] forms = [this with { L2 = 1e-3, L1 = 0 }, this with { L2 = 1e-2, L1 = 0 }, this with { L2 = 0, L1 = 1e-4 }];
        return forms.Where(form => !form.ApplyTo(recipe).Equals(recipe));
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with
    {
        Training = recipe.Training with { L1 = Math.Max(recipe.Training.L1, L1), L2 = Math.Max(recipe.Training.L2, L2) },
    };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => "Add to the loss " + string.Join(" and ", Terms("{0} times half the sum of the weights' squares", "{0} times the sum of the weights' magnitudes")) + ".";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        "Before loss.backward() write: var weights = model.parameters().Where(parameter => parameter.dim() > 1).ToArray(); "
        + string.Join(" ", Terms(
            "loss = loss + {0} / 2 * weights.Select(weight => weight.square().sum()).Aggregate((sum, next) => sum + next);",
            "loss = loss + {0} * weights.Select(weight => weight.abs().sum()).Aggregate((sum, next) => sum + next);"));

    IEnumerable<string> Terms(string squares, string magnitudes)
    {
        if (L2 > 0) yield return squares.Replace("{0}", Figures.Text(L2), StringComparison.Ordinal);
        if (L1 > 0) yield return magnitudes.Replace("{0}", Figures.Text(L1), StringComparison.Ordinal);
    }
}
