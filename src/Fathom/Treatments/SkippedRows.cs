using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Puts layers that keep the shape into blocks, row by row.</summary>
/// <param name="network">The network whose parts the rows may use.</param>
/// <param name="around">How many layers of weights go into one block.</param>
/// <param name="block">Makes a block.</param>
sealed class SkippedRows(Network network, int around, Func<ValueList<Layer>, Layer> block)
{
    readonly ShapeReader _shapes = new(network);

    /// <summary>The row with its blocks, where <paramref name="input"/> comes in.</summary>
    public IReadOnlyList<Layer> Of(IReadOnlyList<Layer> row, ValueList<int> input)
    {
        var (result, waiting) = (new List<Layer>(row.Count), new List<Layer>());
        var (groups, index) = (0, 0);
        ValueList<int>? shape = input;
        while (index < row.Count && shape is not null)
        {
            var length = LayerGroups.LengthAt(row, index);
            var layers = row.Skip(index).Take(Math.Max(1, length)).ToArray();
            if (length > 0 && _shapes.Keep(layers, shape))
            {
                waiting.AddRange(layers);
                if (++groups == around) Close();
            }
            else
            {
                GiveUp();
                result.AddRange(layers is [Repeat repeat] ? Repeated(repeat, shape) : layers);
                shape = _shapes.After(layers, shape);
            }

            index += layers.Length;
        }

        GiveUp();
        return [.. result, .. row.Skip(index)];

        void Close()
        {
            result.Add(block(ValueList.Of<Layer>([.. waiting])));
            waiting.Clear();
            groups = 0;
        }

        void GiveUp()
        {
            result.AddRange(waiting);
            waiting.Clear();
            groups = 0;
        }
    }

    /// <summary>The network's named parts with their blocks, where <paramref name="row"/> uses them in one shape and outside of blocks.</summary>
    public IReadOnlyList<Part> Parts(IReadOnlyList<Layer> row)
    {
        var shapes = new PartShapes(network, row);
        return [.. network.Parts.Select(part => shapes.Of(part.Name) is { } input ? part with { Layers = ValueList.Of<Layer>([.. Of(part.Layers, input)]) } : part)];
    }

    IReadOnlyList<Layer> Repeated(Repeat repeat, ValueList<int> input)
    {
        if (_shapes.Keep(repeat.Layers, input)) return Steady(repeat, input);
        // The first round may lead from another width to the one that the rest keeps.
        if (repeat.Times < 2 || _shapes.After(repeat.Layers, input) is not { } width || !_shapes.Keep(repeat.Layers, width)) return [repeat];
        var rest = repeat with { Times = repeat.Times - 1 };
        var changed = Steady(rest, width);
        return changed is [var only] && only.Equals(rest) ? [repeat] : [.. Of(repeat.Layers, input), .. changed];
    }

    IReadOnlyList<Layer> Steady(Repeat repeat, ValueList<int> input)
    {
        var rounds = IsOneGroup(repeat.Layers) && repeat.Times >= around ? around : 1;
        var row = Enumerable.Repeat(repeat.Layers, rounds).SelectMany(layers => layers).ToArray();
        var changed = ValueList.Of<Layer>([.. Of(row, input)]);
        if (changed.SequenceEqual(row)) return [repeat];
        Layer[] whole = repeat.Times / rounds == 1 ? [.. changed] : [new Repeat { Times = repeat.Times / rounds, Layers = changed }];
        return [.. whole, .. Enumerable.Repeat(repeat.Layers, repeat.Times % rounds).SelectMany(layers => layers)];
    }

    static bool IsOneGroup(ValueList<Layer> layers) => LayerGroups.LengthAt(layers, 0) == layers.Count;
}
