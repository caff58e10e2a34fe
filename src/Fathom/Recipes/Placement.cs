namespace Fathom.Recipes;

/// <summary>Writes a network's layers out, with names and shapes.</summary>
sealed class Placement(Network network)
{
    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> _shared = new(StringComparer.Ordinal);
    readonly List<List<string>> _recording = [];
    readonly HashSet<string> _open = new(StringComparer.Ordinal);
    Queue<string>? _replayed;

    public IEnumerable<LayerPlace> Walk() => Walk(network.Layers, new Position { Shape = network.Input, Prefix = "" });

    IEnumerable<LayerPlace> Walk(ValueList<Layer> layers, Position position)
    {
        foreach (var layer in layers)
        {
            var places = layer switch
            {
                Repeat repeat => Repeated(repeat, position),
                Use use => Used(use, position),
                _ => [Place(layer, position)],
            };
            foreach (var place in places)
            {
                yield return place;
                if (place.Output is null) yield break;
                position.Shape = place.Output;
            }
        }
    }

    IEnumerable<LayerPlace> Repeated(Repeat repeat, Position position)
    {
        for (var time = 0; time < repeat.Times; time++)
            foreach (var place in Walk(repeat.Layers, position)) yield return place;
    }

    IEnumerable<LayerPlace> Used(Use use, Position position)
    {
        var part = network.Parts.FirstOrDefault(part => string.Equals(part.Name, use.Part, StringComparison.Ordinal));
        if (part is null || !_open.Add(use.Part))
        {
            yield return new LayerPlace(position.Prefix + use.Part, use, position.Shape, Output: null);
            yield break;
        }

        // Inside a part that stands once more, the names of everything are known already.
        var again = use.Shared && _replayed is null && _shared.ContainsKey(use.Part);
        var first = use.Shared && _replayed is null && !again;
        if (again) _replayed = new Queue<string>(_shared[use.Part]);
        if (first) _recording.Add(_shared[use.Part] = []);
        foreach (var place in Walk(part.Layers, position)) yield return place;
        if (again) _replayed = null;
        if (first) _recording.RemoveAt(_recording.Count - 1);
        _open.Remove(use.Part);
    }

    LayerPlace Place(Layer layer, Position position)
    {
        var again = _replayed is not null;
        var name = _replayed is { } replayed ? replayed.Dequeue() : NewName(layer, position);
        var input = position.Shape;
        if (layer is not Block block) return new LayerPlace(name, layer, input, layer.OutputShape(input)) { IsAgain = again };

        var inner = ValueList.Of<LayerPlace>([.. Walk(block.Layers, new Position { Shape = input, Prefix = name + "." })]);
        var output = inner is [.., { Output: { } branch }] ? block.Join(input, branch) : null;
        return new LayerPlace(name, layer, input, output) { Inner = inner, IsAgain = again };
    }

    string NewName(Layer layer, Position position)
    {
        var number = _numbers[layer.Kind] = _numbers.GetValueOrDefault(layer.Kind) + 1;
        var name = position.Prefix + (layer.Name ?? $"{layer.Kind}{number}");
        foreach (var names in _recording) names.Add(name);
        return name;
    }

    /// <summary>Where a walk through one row of layers is.</summary>
    sealed class Position
    {
        public required ValueList<int> Shape { get; set; }

        public required string Prefix { get; init; }
    }
}
