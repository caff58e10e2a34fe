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

    static Network Network(ValueList<int> input, params ReadOnlySpan<Layer> layers) => new() { Input = input, Layers = ValueList.Of(layers) };
}
