using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Follows shapes through layers as they are written down, named parts included.</summary>
sealed class ShapeReader(Network network)
{
    /// <summary>The shape behind <paramref name="layers"/> in a row; null where one of them cannot take what comes in.</summary>
    public ValueList<int>? After(IEnumerable<Layer> layers, ValueList<int> input)
    {
        ValueList<int>? shape = input;
        foreach (var layer in layers)
        {
            shape = After(layer, shape);
            if (shape is null) return null;
        }

        return shape;
    }

    /// <summary>The shape behind <paramref name="layer"/>; null where it cannot take what comes in.</summary>
    public ValueList<int>? After(Layer layer, ValueList<int> input) => layer switch
    {
        Repeat repeat => AfterAll(repeat, input),
        Use use => PartOf(use) is { } part ? After(part.Layers, input) : null,
        Block block => After(block.Layers, input) is { } branch ? block.Join(input, branch) : null,
        _ => layer.OutputShape(input),
    };

    /// <summary>The part that <paramref name="use"/> stands for; null where there is none.</summary>
    public Part? PartOf(Use use) => network.Parts.FirstOrDefault(part => string.Equals(part.Name, use.Part, StringComparison.Ordinal));

    /// <summary>Whether <paramref name="layers"/> give back the shape that comes in.</summary>
    public bool Keep(IEnumerable<Layer> layers, ValueList<int> input) => input.Equals(After(layers, input));

    ValueList<int>? AfterAll(Repeat repeat, ValueList<int> input)
    {
        ValueList<int>? shape = input;
        for (var time = 0; time < repeat.Times && shape is not null; time++)
        {
            var next = After(repeat.Layers, shape);
            if (shape.Equals(next)) break;
            shape = next;
        }

        return shape;
    }
}
