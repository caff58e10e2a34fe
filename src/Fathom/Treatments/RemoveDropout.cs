using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Takes dropout out of the network, or makes it rarer.</summary>
/// <remarks>
/// Schoenholz, Gilmer, Ganguli and Sohl-Dickstein (2017), section 5: dropout in every layer limits how deep a network can be and train,
/// whatever its weights.
/// </remarks>
public sealed record RemoveDropout : ITreatment
{
    /// <inheritdoc/>
    public string Id => "remove-dropout";

    /// <summary>Which share of each chance of being dropped is left, 0 to below 1; 0 unless said otherwise: all dropout goes.</summary>
    public double Left { get; init => field = Require.Share(value, nameof(Left)); }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["dropout", "loss-plateau"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        !recipe.Network.WrittenLayers().Any(Drops) ? []
        : finding.Id != "loss-plateau" || finding.Causes.Any(cause => cause.Id == "dropout") ? [this with { Left = 0 }, this with { Left = 0.5 }]
        : Largest(recipe.Network) is > UsualChance and var chance ? [this with { Left = Figures.Rounded(UsualChance / chance) }, this with { Left = 0 }]
        : [];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => !recipe.Network.WrittenLayers().Any(Drops) ? recipe : recipe with { Network = recipe.Network.RewriteRows(Without) };

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var count = recipe.Network.AllPlaces().Count(place => Drops(place.Layer));
        var layers = string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "layer" : "layers")}");
        return Left == 0 ? $"Drop nothing any more in {layers}." : $"Multiply the chance of being dropped in {layers} by {Figures.Text(Left)}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => Left == 0
        ? "Take torch.nn.Dropout and its kin out of the network, and the dropout argument of recurrent and transformer layers."
        : string.Create(CultureInfo.InvariantCulture, $"Multiply each chance by {Left:0.##}: torch.nn.Dropout(p * {Left:0.##}).");

    // Srivastava et al. (2014), section 7.3: for hidden units about a half is close to the best over a wide range of tasks.
    const double UsualChance = 0.5;

    static double Largest(Network network) => network.WrittenLayers().Select(layer => layer switch
    {
        RandomDrop drop => drop.Probability,
        RecurrentLayer recurrent => recurrent.Dropout,
        TransformerBlock block => block.Dropout,
        _ => 0,
    }).Max();

    static bool Drops(Layer layer) => layer is RandomDrop { Probability: > 0 } or RecurrentLayer { Dropout: > 0 } or TransformerBlock { Dropout: > 0 };

    IReadOnlyList<Layer> Without(IReadOnlyList<Layer> row)
    {
        var layers = row.SelectMany(Rarer).ToArray();
        // A row of layers has at least one.
        return layers.Length > 0 ? layers : [new Identity()];
    }

    IEnumerable<Layer> Rarer(Layer layer) => layer switch
    {
        RandomDrop { Probability: > 0 } when Left == 0 => [],
        RandomDrop drop => [drop with { Probability = drop.Probability * Left }],
        RecurrentLayer recurrent => [recurrent with { Dropout = recurrent.Dropout * Left, Variational = recurrent.Variational && Left > 0 }],
        TransformerBlock block => [block with { Dropout = block.Dropout * Left }],
        _ => [layer],
    };
}
