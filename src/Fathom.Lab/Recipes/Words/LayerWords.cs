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

    /// <summary>The layers that are activations, without names of their own.</summary>
    public static Family Activations { get; } = new("activation", Spelling.Under,
    [
        .. All.Words.Where(word => word.Record.IsAssignableTo(typeof(Activation)))
            .Select(word => word with { Options = [.. word.Options.Where(option => option.Name != "name")] }),
    ]);

    /// <summary>A list of layers.</summary>
    public static ListForm<Layer> List => new(new ChoiceForm<Layer>(() => All), 1, Network.MostLayers);
}
