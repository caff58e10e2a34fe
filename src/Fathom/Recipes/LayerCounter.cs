namespace Fathom.Recipes;

/// <summary>Counts a network's layers without writing them out, which might take for ever.</summary>
sealed class LayerCounter(Network network)
{
    const long TooMany = Network.MostLayers + 1;

    readonly Dictionary<string, long> _parts = new(StringComparer.Ordinal);

    public long Count() => Count(network.Layers);

    long Count(ValueList<Layer> layers)
    {
        var count = 0L;
        foreach (var layer in layers)
        {
            count += layer switch
            {
                Repeat repeat => repeat.Times * Count(repeat.Layers),
                Use use => CountPart(use.Part),
                Block block => 1 + Count(block.Layers),
                _ => 1,
            };
            if (count >= TooMany) return TooMany;
        }

        return count;
    }

    long CountPart(string name)
    {
        if (_parts.TryGetValue(name, out var known)) return known;
        // Met again while it is counted, a part holds itself.
        _parts[name] = TooMany;
        var part = network.Parts.FirstOrDefault(part => string.Equals(part.Name, name, StringComparison.Ordinal));
        return _parts[name] = part is null ? 0 : Count(part.Layers);
    }
}
