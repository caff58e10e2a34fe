using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ShortenTests
{
    [Fact]
    public void Halves_what_vanishes_with_the_depth()
    {
        var recipe = Patients.Named("deep sigmoid");

        var expectation = Expectation.Of(recipe, new Shorten().ApplyTo(recipe));

        Assert.InRange(expectation.After.Middle / expectation.Before.Middle, 0.45, 0.55);
    }

    [Fact]
    public void Leaves_out_layers_that_are_written_one_by_one()
    {
        var layers = Enumerable.Range(0, 6).SelectMany(_ => new Layer[] { new Linear { Units = 8 }, new Tanh() }).ToArray();
        var recipe = Patients.Of("written out", [8], [.. layers, new Linear { Units = 2 }]);

        Assert.Equal([.. layers.Take(4), new Linear { Units = 2 }], new Shorten { Divisor = 3 }.ApplyTo(recipe).Network.Layers);
    }

    [Fact]
    public void Leaves_out_whole_blocks() =>
        Assert.Equal(5, new Shorten().ApplyTo(Patients.Named("residual")).Network.AllPlaces().Count(place => place.Layer is Residual));

    [Theory]
    [InlineData("pyramid")]
    [InlineData("strides")]
    [InlineData("one layer")]
    public void Finds_nothing_where_every_layer_changes_the_shape(string name) =>
        Assert.Empty(new Shorten().Variants(Patients.Named(name), Sick.Finding("vanishing-gradient")));

    [Fact]
    public void Says_how_many_layers_are_left() =>
        Assert.Equal("Leave out layers that are repeated, so that 11 layers with weights are left of 21.", new Shorten().Describe(Patients.Named("deep sigmoid")));
}
