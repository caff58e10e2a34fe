using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class AddSkipsTests
{
    [Theory]
    [InlineData("deep sigmoid")]
    [InlineData("deep relu")]
    [InlineData("plain batch-norm")]
    public void Its_first_form_brings_the_gradient_nearer_to_level(string name)
    {
        var recipe = Patients.Named(name);
        var first = new AddSkips().Variants(recipe, Sick.Finding("vanishing-gradient")).First();

        Assert.True(Expectation.Of(recipe, first.ApplyTo(recipe)).IsExpectedToHelp);
    }

    [Fact]
    public void Divides_a_repetition_into_pairs_and_leaves_the_first_width_and_the_odd_one_out()
    {
        var treated = new AddSkips().ApplyTo(Patients.Named("deep sigmoid")).Network;

        // The first round leads from 784 to 64; of nineteen more, nine pairs and one.
        Assert.Equal(["Linear", "Sigmoid", "Repeat", "Linear", "Sigmoid", "Linear"], treated.Layers.Select(layer => layer.GetType().Name));
        Assert.Equal(9, ((Repeat)treated.Layers[2]).Times);
        Assert.Equal(41, treated.AllPlaces().Count(place => place.Layer is not Residual));
    }

    [Fact]
    public void Takes_the_normalisation_along()
    {
        var treated = new AddSkips { Around = 1 }.ApplyTo(Patients.Named("plain batch-norm")).Network;

        var block = Assert.IsType<Residual>(treated.WrittenLayers().First(layer => layer is Residual));
        Assert.Equal(["Linear", "BatchNorm", "Relu"], block.Layers.Select(layer => layer.GetType().Name));
    }

    [Theory]
    [InlineData("residual")]
    [InlineData("pyramid")]
    [InlineData("strides")]
    [InlineData("post-norm transformer")]
    public void Finds_nothing_where_blocks_stand_or_widths_change(string name) =>
        Assert.Empty(new AddSkips().Variants(Patients.Named(name), Sick.Finding("vanishing-gradient")));

    [Fact]
    public void Reaches_into_named_parts_and_repetitions_of_them()
    {
        var recipe = WithParts([new Repeat { Times = 3, Layers = [new Use { Part = "trunk" }] }, new Use { Part = "end" }]);

        var treated = new AddSkips().ApplyTo(recipe).Network;

        Assert.Equal([new Residual { Layers = [new Linear { Units = 64 }, new Tanh(), new Linear { Units = 64 }, new Tanh()], Scale = new DepthScale() }], treated.Parts[0].Layers);
        Assert.Equal(recipe.Network.Parts[1], treated.Parts[1]);
        Assert.Equal(3, treated.AllPlaces().Count(place => place.Layer is Residual));
    }

    [Fact]
    public void Leaves_parts_alone_that_stand_in_blocks_or_in_two_shapes()
    {
        var inBlock = WithParts([new Residual { Layers = [new Use { Part = "trunk" }] }, new Use { Part = "end" }]);
        var inTwoShapes = WithParts([new Linear { Units = 32 }, new Use { Part = "trunk" }, new Use { Part = "trunk" }, new Use { Part = "end" }]);

        Assert.Equal(inBlock, new AddSkips().ApplyTo(inBlock));
        Assert.Equal(inTwoShapes, new AddSkips().ApplyTo(inTwoShapes));
    }

    [Fact]
    public void Opens_highways_wider_the_more_there_are()
    {
        var recipe = Patients.Named("deep sigmoid");
        var treatment = new AddSkips { Form = SkipForm.Highway, Around = 1 };

        Assert.Null(treatment.ApplyTo(recipe).Network.WrittenLayers().OfType<Highway>().First().GateBias);
        Assert.Contains("init.constant_(gate.bias, -2.94)", treatment.InCode(recipe), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_around_what_and_how_often() =>
        Assert.Equal(
            "Put every two layers of equal width into a block that its input leads around, 9 residual blocks in all, each branch divided by the root of their number.",
            new AddSkips().Describe(Patients.Named("deep sigmoid")));

    static Recipe WithParts(ValueList<Layer> layers) => Sick.Recipe with
    {
        Network = new()
        {
            Input = [64],
            Parts = [new Part("trunk", [new Linear { Units = 64 }, new Tanh(), new Linear { Units = 64 }, new Tanh()]), new Part("end", [new Linear { Units = 10 }])],
            Layers = layers,
        },
    };
}
