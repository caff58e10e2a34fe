using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Changes layers of a network wherever they stand: in rows, repetitions, blocks and parts.</summary>
static class LayerRewriting
{
    /// <summary>The network with each layer replaced by what <paramref name="change"/> makes of it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="change">
    /// What stands in a layer's place: none, one or several. Blocks and repetitions are asked after what they hold has been changed.
    /// </param>
    public static Network Rewrite(this Network network, Func<Layer, IEnumerable<Layer>> change) =>
        network.RewriteRows(row => [.. row.SelectMany(change)]);

    /// <summary>The network with each row of layers (its own, and those of repetitions, blocks and parts) replaced, the innermost first.</summary>
    public static Network RewriteRows(this Network network, Func<IReadOnlyList<Layer>, IReadOnlyList<Layer>> change) => network with
    {
        Layers = Row(network.Layers, change),
        Parts = ValueList.Of<Part>([.. network.Parts.Select(part => part with { Layers = Row(part.Layers, change) })]),
    };

    /// <summary>All layers as they are written down, those inside repetitions, blocks and parts too, each once.</summary>
    public static IEnumerable<Layer> WrittenLayers(this Network network) =>
        network.Parts.SelectMany(part => part.Layers).Concat(network.Layers).SelectMany(WithInner);

    static IEnumerable<Layer> WithInner(Layer layer) => layer switch
    {
        Repeat repeat => repeat.Layers.SelectMany(WithInner).Prepend(layer),
        Block block => block.Layers.SelectMany(WithInner).Prepend(layer),
        _ => [layer],
    };

    static ValueList<Layer> Row(ValueList<Layer> layers, Func<IReadOnlyList<Layer>, IReadOnlyList<Layer>> change) =>
        ValueList.Of<Layer>([.. change([.. layers.Select(layer => Inside(layer, change))])]);

    static Layer Inside(Layer layer, Func<IReadOnlyList<Layer>, IReadOnlyList<Layer>> change) => layer switch
    {
        Repeat repeat => repeat with { Layers = Row(repeat.Layers, change) },
        Block block => block with { Layers = Row(block.Layers, change) },
        _ => layer,
    };
}
