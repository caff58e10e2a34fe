using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Leaves out equal layers that keep the shape, row by row.</summary>
/// <param name="network">The network whose parts the rows may use.</param>
/// <param name="divisor">What the number of equal layers is divided by, rounded up.</param>
sealed class ShortenedRows(Network network, int divisor)
{
    readonly ShapeReader _shapes = new(network);

    /// <summary>What is left of the row, where <paramref name="input"/> comes in.</summary>
    public IReadOnlyList<Layer> Of(IReadOnlyList<Layer> row, ValueList<int> input)
    {
        var result = new List<Layer>(row.Count);
        ValueList<int>? shape = input;
        var index = 0;
        while (index < row.Count && shape is not null)
        {
            var length = Math.Max(1, LayerGroups.LengthAt(row, index));
            var group = row.Skip(index).Take(length).ToArray();
            var times = CanBeLeftOut(group) && _shapes.Keep(group, shape) ? TimesAt(row, index, group) : 1;
            for (var time = 0; time < (times + divisor - 1) / divisor; time++) result.AddRange(group.Select(layer => Inside(layer, shape)));
            shape = _shapes.After(group, shape);
            index += times * length;
        }

        return [.. result, .. row.Skip(index)];
    }

    Layer Inside(Layer layer, ValueList<int> input) => layer switch
    {
        Repeat repeat when KeepsItsWidth(repeat, input) && repeat.Times > 1 => repeat with { Times = (repeat.Times + divisor - 1) / divisor },
        Repeat repeat => repeat with { Layers = ValueList.Of<Layer>([.. Of(repeat.Layers, input)]) },
        RecurrentLayer { Layers: > 1 } recurrent => recurrent with { Layers = (recurrent.Layers + divisor - 1) / divisor },
        _ => layer,
    };

    // From the second round on; the first may lead there from another width.
    bool KeepsItsWidth(Repeat repeat, ValueList<int> input) => _shapes.After(repeat.Layers, input) is { } width && _shapes.Keep(repeat.Layers, width);

    static int TimesAt(IReadOnlyList<Layer> row, int start, Layer[] group)
    {
        var times = 1;
        while (start + (times + 1) * group.Length <= row.Count && row.Skip(start + times * group.Length).Take(group.Length).SequenceEqual(group)) times++;
        return times;
    }

    static bool CanBeLeftOut(Layer[] group) => group.Length > 1 || group is [AffineLayer or Maxout or Block or TransformerBlock or Use or RecurrentLayer { Layers: 1 }];
}
