using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>In which shape the named parts of a network are used.</summary>
sealed class PartShapes
{
    readonly ShapeReader _reader;
    readonly Dictionary<string, ValueList<int>?> _shapes = new(StringComparer.Ordinal);

    /// <summary>Follows a row of layers and all parts that it uses.</summary>
    /// <param name="network">The network whose parts these are.</param>
    /// <param name="row">Its layers, or some of the first.</param>
    public PartShapes(Network network, IEnumerable<Layer> row)
    {
        _reader = new ShapeReader(network);
        Follow(row, network.Input, isInBlock: false);
    }

    /// <summary>What comes into a part wherever it is used; null where it is not used, in several shapes, or inside a block.</summary>
    public ValueList<int>? Of(string part) => _shapes.GetValueOrDefault(part);

    void Follow(IEnumerable<Layer> row, ValueList<int>? shape, bool isInBlock)
    {
        foreach (var layer in row)
        {
            if (shape is null) return;
            switch (layer)
            {
                case Use use when _reader.PartOf(use) is { } part:
                    Note(use.Part, isInBlock ? null : shape);
                    Follow(part.Layers, shape, isInBlock);
                    break;
                case Repeat repeat:
                    Follow(repeat.Layers, shape, isInBlock);
                    // From the second round on what comes in is what the rounds keep.
                    if (repeat.Times > 1) Follow(repeat.Layers, _reader.After(repeat.Layers, shape), isInBlock);
                    break;
                case Block block:
                    Follow(block.Layers, shape, isInBlock: true);
                    break;
            }

            shape = _reader.After(layer, shape);
        }
    }

    void Note(string part, ValueList<int>? shape) => _shapes[part] = !_shapes.TryGetValue(part, out var known) || Equals(known, shape) ? shape : null;
}
