using Fathom.Recipes;

namespace Fathom.Tests.Recipes;

public class NetworkTests
{
    [Fact]
    public void Writes_repetitions_out_with_names_and_shapes()
    {
        var network = Network([784], new Repeat { Times = 2, Layers = [new Linear { Units = 256 }, new Sigmoid()] }, new Linear { Units = 10, Name = "head" });

        var places = network.Places().ToArray();

        Assert.Equal(["linear1", "sigmoid1", "linear2", "sigmoid2", "head"], [.. places.Select(place => place.Name)]);
        Assert.Equal([784], places[0].Input);
        Assert.Equal([256], places[2].Input);
        Assert.Equal([10], places[^1].Output);
    }

    [Fact]
    public void Ends_at_the_first_layer_that_cannot_take_what_comes_in()
    {
        var network = Network([28, 28], new Relu(), new Linear { Units = 10 }, new Sigmoid());

        var places = network.Places().ToArray();

        Assert.Equal(["relu1", "linear1"], [.. places.Select(place => place.Name)]);
        Assert.Null(places[1].Output);
    }

    [Fact]
    public void Counts_layers_and_what_they_learn()
    {
        var network = Network([4], new Repeat { Times = 3, Layers = [new Linear { Units = 4 }, new Tanh()] }, new Linear { Units = 2, Bias = false });

        Assert.Equal(7, network.LayerCount);
        Assert.Equal(3 * (16 + 4) + 8, network.ParameterCount);
    }

    [Fact]
    public void Stops_counting_layers_where_there_are_too_many()
    {
        var layers = new Repeat { Times = 100_000, Layers = [new Relu()] };
        for (var level = 0; level < 20; level++) layers = new Repeat { Times = 100_000, Layers = [layers] };

        Assert.Equal(Fathom.Recipes.Network.MostLayers + 1, Network([1], layers).LayerCount);
    }

    [Fact]
    public void Lets_a_layer_start_its_weights_its_own_way()
    {
        var own = new Linear { Units = 2, Init = new HeNormal() };
        var plain = new Linear { Units = 2 };
        var network = Network([2], own, plain);

        Assert.Equal(new HeNormal(), network.InitOf(own));
        Assert.Equal(new Zeros(), network.BiasInitOf(own));
        Assert.Equal(new TorchDefault(), network.InitOf(plain));
        Assert.Equal(new TorchDefault(), network.BiasInitOf(plain));
        Assert.Equal(new Constant { Value = 1 }, (network with { BiasInit = new Constant { Value = 1 } }).BiasInitOf(plain));
        Assert.Equal(new Zeros(), network.BiasInitOf(plain with { BiasInit = new Zeros() }));
    }

    [Fact]
    public void Puts_the_places_of_a_blocks_layers_inside_its_own_under_paths()
    {
        var network = Network([8],
            new Linear { Units = 8 },
            new Repeat { Times = 2, Layers = [new Residual { Layers = [new Linear { Units = 8 }, new Relu(), new Residual { Layers = [new Relu()] }] }] },
            new Linear { Units = 2 });

        Assert.Equal(["linear1", "residual1", "residual3", "linear4"], network.Places().Select(place => place.Name));
        Assert.Equal(
            [
                "linear1", "residual1", "residual1.linear2", "residual1.relu1", "residual1.residual2", "residual1.residual2.relu2",
                "residual3", "residual3.linear3", "residual3.relu3", "residual3.residual4", "residual3.residual4.relu4", "linear4",
            ],
            network.AllPlaces().Select(place => place.Name));
        Assert.Equal("relu4", network.AllPlaces().Last(place => place.Layer is Relu).OwnName);
        Assert.Equal(12, network.LayerCount);
        Assert.Equal(3 * 72 + 18, network.ParameterCount);
    }

    [Fact]
    public void Ends_inside_the_block_where_a_layer_cannot_take_what_comes_in()
    {
        var block = Network([8], new Residual { Layers = [new Relu(), new Conv2d { Channels = 1 }, new Relu()] }, new Relu()).Places().Single();

        Assert.Null(block.Output);
        Assert.Equal(["residual1.relu1", "residual1.conv2d1"], block.Inner.Select(place => place.Name));
        Assert.Null(block.Inner[^1].Output);
    }

    [Theory]
    [InlineData(new[] { 4 }, new[] { 6 }, SkipKind.Auto, true)]
    [InlineData(new[] { 4 }, new[] { 6 }, SkipKind.Identity, false)]
    [InlineData(new[] { 16, 28, 28 }, new[] { 32, 14, 14 }, SkipKind.Auto, true)]
    [InlineData(new[] { 16, 7, 7 }, new[] { 32, 4, 4 }, SkipKind.Projection, true)]
    [InlineData(new[] { 16, 28, 28 }, new[] { 16, 26, 26 }, SkipKind.Auto, false)]
    [InlineData(new[] { 16, 28, 28 }, new[] { 16, 14, 7 }, SkipKind.Auto, false)]
    [InlineData(new[] { 16 }, new[] { 16, 1 }, SkipKind.Auto, false)]
    public void Projects_from_one_shape_to_another_where_a_kernel_of_one_can(int[] input, int[] branch, SkipKind skip, bool can) =>
        Assert.Equal(can ? ValueList.Of<int>(branch) : null, new Residual { Layers = [new Relu()], Skip = skip }.Join([.. input], [.. branch]));

    [Fact]
    public void Writes_parts_out_where_they_are_used_and_knows_which_share_their_weights()
    {
        var network = Network([4], new Use { Part = "p" }, new Use { Part = "p" }, new Use { Part = "p", Shared = true }, new Residual { Layers = [new Use { Part = "p", Shared = true }] }) with
        {
            Parts = [new Part("p", [new Linear { Units = 4 }, new Repeat { Times = 2, Layers = [new Relu()] }])],
        };

        var places = network.AllPlaces().ToArray();

        Assert.Equal(
            [
                "linear1", "relu1", "relu2", "linear2", "relu3", "relu4", "linear3", "relu5", "relu6", "residual1", "linear3", "relu5", "relu6",
            ],
            places.Select(place => place.Name));
        Assert.Equal(Enumerable.Repeat(false, 10).Append(true).Append(true).Append(true), places.Select(place => place.IsAgain));
        Assert.Equal(3 * 20, network.ParameterCount);
        Assert.Equal(13, network.LayerCount);
    }

    [Fact]
    public void Stops_where_a_part_is_missing_or_holds_itself()
    {
        var missing = Network([4], new Use { Part = "p" });
        var endless = Network([4], new Use { Part = "p" }) with { Parts = [new Part("p", [new Relu(), new Use { Part = "p" }])] };

        Assert.Null(Assert.Single(missing.Places()).Output);
        Assert.Null(endless.Places().Last().Output);
        Assert.Equal(Fathom.Recipes.Network.MostLayers + 1, endless.LayerCount);
    }

    [Fact]
    public void Counts_parts_that_double_each_other_without_writing_them_out()
    {
        var parts = Enumerable.Range(0, 60).Select(level => new Part($"p{level}", level == 0 ? [new Relu()] : [new Use { Part = $"p{level - 1}" }, new Use { Part = $"p{level - 1}" }]));

        Assert.Equal(Fathom.Recipes.Network.MostLayers + 1, (Network([4], new Use { Part = "p59" }) with { Parts = [.. parts] }).LayerCount);
    }

    [Fact]
    public void Counts_more_parameters_than_a_number_holds()
    {
        var huge = Network([100_000, 1000, 1000], new Repeat { Times = 100_000, Layers = [new Conv2d { Channels = 100_000, Kernel = 999, Padding = Padding.Same }] });

        Assert.Equal(long.MaxValue, huge.ParameterCount);
    }

    static Network Network(ValueList<int> input, params ReadOnlySpan<Layer> layers) => new() { Input = input, Layers = ValueList.Of(layers) };
}
