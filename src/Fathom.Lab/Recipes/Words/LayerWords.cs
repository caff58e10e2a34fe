using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class LayerWords
{
    public static Family All { get; } = new("layer", Spelling.Beside,
    [
        .. AffineWords.All,
        .. ActivationWords.All,
        .. PoolWords.All,
        .. NormWords.All,
        .. RecurrentWords.All,
        .. AttentionWords.All,
        .. BlockWords.All,
    ]);

    /// <summary>A list of layers.</summary>
    public static ListForm<Layer> List => new(new ChoiceForm<Layer>(() => All), 1, Network.MostLayers);
}
