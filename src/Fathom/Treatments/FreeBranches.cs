using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Gives branches of residual blocks that are multiplied by zero another factor, or takes them out.</summary>
/// <remarks>
/// Bachlechner et al. (2020), ReZero: a factor that begins at zero leaves the block the identity it was, and learns from the first step on. A
/// factor that stays zero lets no gradient into the branch, ever.
/// </remarks>
public sealed record FreeBranches : ITreatment
{
    /// <inheritdoc/>
    public string Id => "free-branches";

    /// <summary>The factor in the place of zero: one that is learnt unless said otherwise; null: the branch is taken out.</summary>
    public BranchScale? By { get; init; } = new ReZeroScale();

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["no-gradient", "unused-parameter"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) => finding.Id == "unused-parameter"
        ? new[] { this with { By = new ReZeroScale() }, this with { By = new DepthScale() }, this with { By = null } }.ThatChange(recipe)
        : [];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        // Where the branch changes the shape, what is left without it is a projection, which no layer of a recipe is.
        if (By is null && recipe.Network.AllPlaces().Any(place => IsShut(place.Layer) && !place.Input.Equals(place.Output))) return recipe;
        var changed = recipe.Network.RewriteRows(row => row.Any(IsShut) ? Freed(row) : row);
        return recipe.Treated(changed);
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var count = recipe.Network.AllPlaces().Count(place => IsShut(place.Layer));
        var blocks = count == 1 ? "the branch" : FormattableString.Invariant($"the {count} branches");
        return By switch
        {
            null => $"Take out {blocks} that a factor of zero shuts.",
            ReZeroScale => $"Multiply {blocks} by a learnt number that starts at zero, instead of by zero.",
            DepthScale => $"Divide {blocks} by the root of the number of blocks, instead of multiplying by zero.",
            _ => $"Give {blocks} another factor than zero.",
        };
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => By switch
    {
        null => "Take the modules that forward multiplies by zero out of the network.",
        ReZeroScale => "In forward, replace x + 0 * branch.call(x) by x + scale * branch.call(x), scale being a registered Parameter that starts at zeros(1).",
        _ => "In forward, replace x + 0 * branch.call(x) by x + branch.call(x) / Math.Sqrt(blocks).",
    };

    static bool IsShut(Layer layer) => layer is Residual { Scale: FixedScale { Factor: 0 } };

    Layer[] Freed(IReadOnlyList<Layer> row)
    {
        Layer[] layers = [.. row.SelectMany(layer => !IsShut(layer) ? [layer] : By is null ? Array.Empty<Layer>() : [(Residual)layer with { Scale = By }])];
        // A row of layers has at least one.
        return layers.Length > 0 ? layers : [new Identity()];
    }
}
