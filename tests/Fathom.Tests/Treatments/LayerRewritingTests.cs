using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class LayerRewritingTests
{
    static readonly Network Nested = new()
    {
        Input = [8],
        Parts = [new Part("head", [new Linear { Units = 8 }, new Tanh()])],
        Layers = [new Repeat { Times = 2, Layers = [new Residual { Layers = [new Linear { Units = 8 }, new Tanh()] }] }, new Use { Part = "head" }, new Tanh()],
    };

    [Fact]
    public void Reaches_repetitions_blocks_and_parts()
    {
        var changed = Nested.Rewrite(layer => layer is Tanh ? [new LayerNorm(), new Relu()] : [layer]);

        Assert.DoesNotContain(changed.WrittenLayers(), layer => layer is Tanh);
        Assert.Equal(3, changed.WrittenLayers().Count(layer => layer is Relu));
        Assert.Equal(changed.AllPlaces().Count(), Nested.AllPlaces().Count() + 4);
    }

    [Fact]
    public void Leaves_an_equal_network_where_nothing_changes() =>
        Assert.Equal(Nested, Nested.Rewrite(layer => [layer]));
}
