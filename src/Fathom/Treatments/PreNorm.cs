using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Moves the layer-norms of transformer blocks from behind each sum to the start of each branch.</summary>
/// <remarks>
/// Xiong et al. (2020), On layer normalization in the transformer architecture: the skips then reach from the last block to the first, and no
/// warm-up is needed. Because nothing normalises the sum any more, a layer-norm is put behind the last block.
/// </remarks>
public sealed record PreNorm : ITreatment
{
    static readonly string[] Illnesses =
        ["vanishing-gradient", "exploding-gradient", "loss-plateau", "gradient-spike", "rank-collapse", "normalization", "residual-blocks", "depth"];

    /// <inheritdoc/>
    public string Id => "pre-norm";

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) => new ITreatment[] { this }.ThatChange(recipe);

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var network = recipe.Network.Rewrite(layer => [layer is TransformerBlock { Norm: NormPlacement.Post } block ? block with { Norm = NormPlacement.Pre } : layer]);
        return network.Equals(recipe.Network) ? recipe : recipe.Treated(network with { Layers = Closed(network) });
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var blocks = recipe.Network.AllPlaces().Count(place => place.Layer is TransformerBlock { Norm: NormPlacement.Post });
        return $"Normalise at the start of each branch instead of after each sum in {Wording.Count(blocks, "transformer block")}, and once behind the last.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        "TransformerEncoderLayer normalises after each sum and cannot be told otherwise: write the block as x = x + attention(norm1.call(x)); x = x + feed.call(norm2.call(x)), with norm1 = LayerNorm(features) and norm2 = LayerNorm(features), and put one more LayerNorm(features) behind the last block.";

    static ValueList<Layer> Closed(Network network)
    {
        var layers = network.Layers.ToList();
        var last = layers.FindLastIndex(layer => Holds(layer, network));
        if (last >= 0 && !(last + 1 < layers.Count && layers[last + 1] is Normalization)) layers.Insert(last + 1, new LayerNorm());
        return ValueList.Of<Layer>([.. layers]);
    }

    static bool Holds(Layer layer, Network network) => layer switch
    {
        TransformerBlock => true,
        Repeat repeat => repeat.Layers.Any(inner => Holds(inner, network)),
        Block block => block.Layers.Any(inner => Holds(inner, network)),
        Use use => new ShapeReader(network).PartOf(use) is { } part && part.Layers.Any(inner => Holds(inner, network)),
        _ => false,
    };
}
