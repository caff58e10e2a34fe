using Fathom.Ledger;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

public class AffineTests
{
    [Theory]
    [InlineData("5", "linear: 3")]
    [InlineData("5", "{ linear: 3, weight-norm: true }")]
    [InlineData("5", "{ maxout: 3, pieces: 4 }")]
    [InlineData("2, 7", "{ conv1d: 3, kernel: 3, stride: 2, padding: 1, dilation: 2 }")]
    [InlineData("4, 7", "{ conv1d: 6, groups: 2, weight-norm: true }")]
    [InlineData("2, 5, 6", "{ conv2d: 3, kernel: 3, stride: 2, padding: same }")]
    [InlineData("2, 5, 6", "{ conv2d: 4, kernel: 2, groups: 2, weight-norm: true, bias: false }")]
    public void Has_the_gradients_of_differences_and_the_shape_of_its_recipe(string input, string layer)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var recipe = Layers.Recipe(input, layer);
        using var module = Layers.Make(input, layer);
        var sample = randn([2, .. recipe.Network.Input.Select(size => (long)size)], float64);

        var output = module.call(sample);

        Assert.Equal(recipe.Network.Places().Last().Output!.Select(size => (long)size), output.shape[1..]);
        Assert.Equal(recipe.Network.ParameterCount, module.parameters().Sum(parameter => parameter.numel()));
        Layers.GradientsAgree(module, sample);
        Assert.Contains(Layers.Read(module, sample.requires_grad_()).Ledger.Links, link => link.Kind == LinkKind.Weight);
    }

    [Fact]
    public void A_convolution_sums_its_neighbourhood()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("1, 3, 3", "{ conv2d: 1, padding: same, init: constant(1), bias-init: constant(0.5) }");

        var output = module.call(arange(1, 10, float64).reshape(1, 1, 3, 3));

        Assert.Equal([12.5, 21.5, 16.5, 27.5, 45.5, 33.5, 24.5, 39.5, 28.5], output.data<double>().ToArray());
    }

    [Theory]
    [InlineData(7, 3, 1, 7)]
    [InlineData(7, 3, 2, 4)]
    [InlineData(8, 5, 2, 4)]
    [InlineData(8, 3, 3, 3)]
    public void Padding_same_divides_the_size_by_the_stride(int size, int kernel, int stride, int expected)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make($"1, {size}", $"{{ conv1d: 1, kernel: {kernel}, stride: {stride}, padding: same }}");

        Assert.Equal(expected, module.call(randn([1, 1, size], float64)).shape[2]);
    }

    [Theory]
    [InlineData("16, 20, 20", "{ conv2d: 32, kernel: 5 }", 16 * 25)]
    [InlineData("16, 20, 20", "{ conv2d: 32, kernel: 5, groups: 4 }", 4 * 25)]
    [InlineData("64, 20", "{ conv1d: 128, kernel: 3 }", 64 * 3)]
    [InlineData("300", "{ maxout: 60, pieces: 3 }", 300)]
    public void Draws_weights_with_the_fan_in_of_a_neighbourhood(string input, string layer, int fanIn)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make(input, layer);

        var weights = module.named_parameters().First(parameter => parameter.name.EndsWith("weight", StringComparison.Ordinal)).parameter;

        Assert.InRange(weights.var().item<double>() * fanIn / 2, 0.95, 1.05);
    }

    [Theory]
    [InlineData("6", "linear: 4")]
    [InlineData("2, 6, 6", "conv2d: 4")]
    public void Weight_norm_starts_as_the_plain_layer_and_learns_length_and_direction(string input, string layer)
    {
        using var scope = NewDisposeScope();
        var sample = randn([3, .. Layers.Recipe(input, layer).Network.Input.Select(size => (long)size)], float64);
        using var plain = Layers.Make(input, $"{{ {layer}, bias-init: constant(0.3) }}");
        using var normed = Layers.Make(input, $"{{ {layer}, bias-init: constant(0.3), weight-norm: true }}");
        var parameters = normed.named_parameters().ToDictionary(one => one.name.Split('.')[1], one => one.parameter);

        Assert.True(normed.call(sample).allclose(plain.call(sample), 1e-6, 1e-6));
        using (no_grad())
        {
            // Salimans & Kingma: w = g · v / |v|, so stretching v changes nothing, and stretching g stretches the weights.
            var before = normed.call(sample);
            parameters["weight_v"].mul_(7);
            Assert.True(normed.call(sample).allclose(before));
            parameters["weight_g"].mul_(2);
            parameters["bias"].mul_(2);
            Assert.True(normed.call(sample).allclose(before * 2));
        }

        normed.call(sample).square().sum().backward();
        var (v, gradient) = (parameters["weight_v"], parameters["weight_v"].grad!);
        Assert.Equal(0, (v * gradient).sum().item<double>(), 1e-9 * v.norm().item<double>() * gradient.norm().item<double>());
    }

    [Fact]
    public void Weight_norm_can_start_at_zero_and_learn()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("3", "{ linear: 2, weight-norm: true, init: zeros }");

        var output = module.call(ones([1, 3], float64));
        output.sum().backward();

        Assert.Equal(0, output.abs().sum().item<double>());
        Assert.All(module.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
        Assert.NotEqual(0, module.get_parameter("linear1.weight_g")!.grad!.norm().item<double>());
    }

    [Fact]
    public void Maxout_takes_the_greatest_of_its_pieces()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("1", "{ maxout: 2, pieces: 2 }");
        using (no_grad())
        {
            // Units |x| and max(2x, 1).
            module.get_parameter("maxout1.linear.weight")!.copy_(tensor([1.0, -1, 2, 0]).unsqueeze(1));
            module.get_parameter("maxout1.linear.bias")!.copy_(tensor([0.0, 0, 0, 1]));
        }

        var output = module.call(tensor([-3.0, 0.2, 4], float64).unsqueeze(1));

        Assert.Equal([3, 1, 0.2, 1, 4, 8], output.data<double>().ToArray().Select(value => Math.Round(value, 12)));
        var links = Layers.Read(module, randn([5, 1], float64, requires_grad: true)).Ledger.Links;
        Assert.Equal(["maxout1.greatest Slope", "maxout1.linear Weight"], links.Select(link => $"{link.Name} {link.Kind}"));
    }

    [Fact]
    public void An_embedding_looks_its_vectors_up()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("3", "{ embedding: { vocabulary: 500, width: 40 } }");
        var weight = module.get_parameter("embedding1.weight")!;

        var output = module.call(tensor([4.0, 0, 4]).unsqueeze(0));
        output.sum().backward();

        Assert.Equal([1, 3, 40], output.shape);
        Assert.True(output[0, 0].Equals(weight[4]));
        Assert.True(output[0, 1].Equals(weight[0]));
        Assert.Equal(2, weight.grad![4].mean().item<double>(), 1e-12);
        Assert.Equal(0, weight.grad[1].abs().sum().item<double>());
        Assert.InRange(weight.var().item<double>(), 0.97, 1.03);
    }
}
