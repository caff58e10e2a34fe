using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Gives a network that can only weigh its inputs something to bend: rectifiers behind its hidden layers, or a hidden layer where it has none.</summary>
/// <remarks>
/// Weighted sums of weighted sums are weighted sums: no such network tells apart what no plane divides (Minsky and Papert 1969), whereas one hidden
/// layer with a nonlinear activation comes as near to any continuous answer as it is wide (Cybenko 1989; Leshno, Lin, Pinkus and Schocken 1993).
/// </remarks>
public sealed record AddNonlinearity : ITreatment
{
    static readonly string[] Illnesses = ["loss-plateau"];

    /// <inheritdoc/>
    public string Id => "add-nonlinearity";

    /// <summary>How many units the hidden layer has that a network without one gets, 1 to 1,000,000; 64 unless said otherwise.</summary>
    public int Units { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Units)); } = 64;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Design;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <summary>The rectifiers, or a hidden layer of 64 or 256 units, where the network is a weighted sum of its inputs and nobody says that it is meant to be.</summary>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new ITreatment[] { this with { Units = 64 }, this with { Units = 256 } }.ThatChange(recipe).DistinctBy(form => form.ApplyTo(recipe));
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var division = Division.Of(recipe.Network);
        if (!IsWeighing(division)) return recipe;
        var bent = HiddenLayers(recipe) > 0
            ? division.RewriteLayers(layer => layer is AffineLayer ? [layer, new Relu()] : [layer])
            : division.WithBody([.. division.Body, new Linear { Units = Units, Init = new HeNormal() }, new Relu()], recipe.Network.Parts);
        return recipe.Treated(bent);
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => HiddenLayers(recipe) is > 0 and var count
        ? $"Put a relu behind {Wording.Count(count, "hidden layer")}: without an activation all of them together are one weighted sum of the inputs."
        : FormattableString.Invariant($"Put a hidden layer of {Units} units with relu before the output layer, started he-normal: without one the network is a weighted sum of its inputs.");

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => HiddenLayers(recipe) > 0
        ? "Call torch.nn.functional.relu on what each layer but the last gives."
        : FormattableString.Invariant($"Make the network Sequential(Linear(inputs, {Units}), ReLU(), Linear({Units}, outputs)) and start the first weight with {Wording.Code(new HeNormal(), "linear.weight")}.");

    /// <summary>Whether there is an output layer, and nothing before it but weighted sums and what moves numbers about.</summary>
    static bool IsWeighing(Division division) =>
        division is { Head: [Linear, ..], Network.Parts: [] } && division.Trunk.AllPlaces().All(place => place.Layer is AffineLayer or Flatten or Reshape or RandomDrop);

    static int HiddenLayers(Recipe recipe) => Division.Of(recipe.Network).Trunk.AllPlaces().Count(place => place.Layer is AffineLayer);
}
