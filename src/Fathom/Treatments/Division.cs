using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>A network in two: what a treatment may change, and the output layer with what follows it, which keep their size and meaning.</summary>
/// <param name="Network">The network.</param>
/// <param name="Body">Everything before the output layer.</param>
/// <param name="Head">The last layer with weights and what stands behind it; behind a block that ends the network, what follows it.</param>
sealed record Division(Network Network, IReadOnlyList<Layer> Body, IReadOnlyList<Layer> Head)
{
    /// <summary>The network without its head.</summary>
    public Network Trunk => Network with { Layers = ValueList.Of<Layer>([.. Body]) };

    /// <summary>The places of the body, without those in parts that the head uses as well.</summary>
    public IEnumerable<LayerPlace> ChangeablePlaces
    {
        get
        {
            var kept = PartsOfHead();
            var layers = Trunk with { Parts = ValueList.Of<Part>([.. Network.Parts.Where(part => !kept.Contains(part.Name))]) };
            var changeable = new HashSet<Layer>(layers.WrittenLayers(), ReferenceEqualityComparer.Instance);
            return Trunk.AllPlaces().Where(place => changeable.Contains(place.Layer));
        }
    }

    /// <summary>The activations of the body, wherever they stand, without names and each kind once; identities are linear on purpose.</summary>
    public IReadOnlyList<Activation> HiddenActivations =>
        [.. ChangeablePlaces.Select(place => place.Layer).OfType<Activation>().Where(layer => layer is not Identity).Select(layer => layer with { Name = null }).Distinct()];

    /// <summary>Divides a network. A repetition that ends in the output layer gives up its last round, which changes no layer and no name.</summary>
    public static Division Of(Network network)
    {
        var row = network.Layers.ToList();
        while (true)
        {
            var last = row.FindLastIndex(layer => Learns(layer, network));
            if (last < 0) return new(network, row, []);
            switch (row[last])
            {
                case Repeat repeat:
                    row.RemoveAt(last);
                    row.InsertRange(last, repeat.Times > 1 ? [repeat with { Times = repeat.Times - 1 }, .. repeat.Layers] : repeat.Layers);
                    continue;
                case Use { Shared: false } use when new ShapeReader(network).PartOf(use) is { } part:
                    row.RemoveAt(last);
                    row.InsertRange(last, part.Layers);
                    continue;
                case Block:
                    return new(network, row[..(last + 1)], row[(last + 1)..]);
                default:
                    return new(network, row[..last], row[last..]);
            }
        }
    }

    /// <summary>The network with each row of the body, and of the parts that the head does not use, replaced, the innermost first.</summary>
    public Network Rewrite(Func<IReadOnlyList<Layer>, IReadOnlyList<Layer>> change)
    {
        var trunk = Trunk;
        var changed = trunk.RewriteRows(change);
        return WithBody(changed.Layers, changed.Parts);
    }

    /// <summary>The network with each layer of the body replaced by what <paramref name="change"/> makes of it.</summary>
    public Network RewriteLayers(Func<Layer, IEnumerable<Layer>> change) => Rewrite(row => [.. row.SelectMany(change)]);

    /// <summary>The network with another body, and with those of <paramref name="parts"/> that the head does not use.</summary>
    public Network WithBody(IReadOnlyList<Layer> body, IReadOnlyList<Part> parts)
    {
        var kept = PartsOfHead();
        var all = ValueList.Of<Part>([.. Network.Parts.Zip(parts, (old, changed) => kept.Contains(old.Name) ? old : changed)]);
        var isSame = body.SequenceEqual(Body) && all.Equals(Network.Parts);
        return isSame ? Network : Network with { Layers = ValueList.Of<Layer>([.. body, .. Head]), Parts = all };
    }

    HashSet<string> PartsOfHead()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(Head, names);
        return names;
    }

    void Collect(IEnumerable<Layer> layers, HashSet<string> names)
    {
        foreach (var layer in layers)
        {
            if (layer is Use use && names.Add(use.Part) && new ShapeReader(Network).PartOf(use) is { } part) Collect(part.Layers, names);
            else if (layer is Repeat repeat) Collect(repeat.Layers, names);
            else if (layer is Block block) Collect(block.Layers, names);
        }
    }

    static bool Learns(Layer layer, Network network) => layer switch
    {
        WeightedLayer or Embedding => true,
        Repeat repeat => repeat.Layers.Any(inner => Learns(inner, network)),
        Block block => block.Layers.Any(inner => Learns(inner, network)),
        Use use => new ShapeReader(network).PartOf(use) is { } part && part.Layers.Any(inner => Learns(inner, network)),
        _ => false,
    };
}
