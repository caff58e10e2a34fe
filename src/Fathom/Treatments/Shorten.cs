using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Leaves out layers that are repeated: fewer rounds of a repetition, fewer of several equal layers or blocks in a row.</summary>
/// <remarks>
/// A network trains to about six times its depth scale (Schoenholz, Gilmer, Ganguli and Sohl-Dickstein 2017, figure 5); what is deeper than
/// that loses gradients or inputs on the way.
/// </remarks>
public sealed record Shorten : ITreatment
{
    static readonly int[] Divisors = [2, 4, 8];

    static readonly string[] Illnesses =
    [
        "vanishing-gradient", "exploding-gradient", "rank-collapse", "loss-plateau", "non-finite",
        "depth", "activation-slopes", "weight-scale", "normalization", "residual-blocks", "dropout",
    ];

    /// <inheritdoc/>
    public string Id => "shorten";

    /// <summary>What the number of equal layers is divided by, rounded up, 2 to 1,000; 2 unless said otherwise.</summary>
    public int Divisor { get; init => field = Require.Between(value, 2, 1000, nameof(Divisor)); } = 2;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Design;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <summary>Half, a quarter and an eighth, as long as two rounds of something are left.</summary>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var before = Depth(recipe);
        return Divisors.Select(divisor => this with { Divisor = divisor }).ThatChange(recipe)
            .DistinctBy(form => Depth(form.ApplyTo(recipe))).Where(form => Depth(form.ApplyTo(recipe)) * 2 * ((Shorten)form).Divisor > before);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var division = Division.Of(recipe.Network);
        var rows = new ShortenedRows(recipe.Network, Divisor);
        return recipe.Treated(division.WithBody(rows.Of(division.Body, recipe.Network.Input), recipe.Network.Parts));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => FormattableString.Invariant(
        $"Leave out layers that are repeated, so that {Wording.Count(Depth(ApplyTo(recipe)), "layer")} with weights are left of {Depth(recipe)}.");

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => FormattableString.Invariant($"Of the equal hidden layers in a row keep one in {Divisor}: {Depth(ApplyTo(recipe))} of {Depth(recipe)} layers with weights.");

    static int Depth(Recipe recipe) => recipe.Network.AllPlaces().Sum(place => place.Layer switch
    {
        RecurrentLayer recurrent => recurrent.Layers,
        WeightedLayer => 1,
        _ => 0,
    });
}
