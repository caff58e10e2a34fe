using Fathom.Lab.Recipes;
using Fathom.Ledger;
using Fathom.Recipes;
using static System.Math;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

public class ActivationTests
{
    // Away from the kinks at 0, ±1 and ±3, where differences mean nothing.
    static readonly double[] Points = [-30, -4.2, -2.9, -1.3, -0.7, -0.01, 0.02, 0.4, 0.95, 1.7, 2.8, 3.6];

    static readonly Dictionary<string, Func<double, double>> Formulas = new(StringComparer.Ordinal)
    {
        ["sigmoid"] = x => 1 / (1 + Exp(-x)),
        ["tanh"] = x => (Exp(x) - Exp(-x)) / (Exp(x) + Exp(-x)),
        ["hard-tanh"] = x => Clamp(x, -1, 1),
        ["softsign"] = x => x / (1 + Abs(x)),
        ["relu"] = x => Max(x, 0),
        ["leaky-relu"] = x => x > 0 ? x : 0.01 * x,
        ["leaky-relu: 0.2"] = x => x > 0 ? x : 0.2 * x,
        ["leaky-relu: -1"] = Abs,
        ["prelu"] = x => x > 0 ? x : 0.25 * x,
        ["prelu: 0.1"] = x => x > 0 ? x : 0.1 * x,
        ["elu"] = x => x > 0 ? x : Exp(x) - 1,
        ["elu: 0.3"] = x => x > 0 ? x : 0.3 * (Exp(x) - 1),
        ["selu"] = x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Exp(x) - 1)),
        ["gelu"] = x => x * NormalBelow(x),
        ["{ gelu: { approximate: true } }"] = x => 0.5 * x * (1 + Tanh(Sqrt(2 / PI) * (x + (0.044715 * x * x * x)))),
        ["silu"] = x => x / (1 + Exp(-x)),
        ["mish"] = x => x * Tanh(Log(1 + Exp(x))),
        ["softplus"] = x => Log(1 + Exp(x)),
        ["hard-sigmoid"] = x => Clamp((x / 6) + 0.5, 0, 1),
        ["hard-swish"] = x => x * Clamp((x / 6) + 0.5, 0, 1),
        ["exponential"] = Exp,
        ["identity"] = x => x,
    };

    public static TheoryData<string> Elementwise => [.. Formulas.Keys];

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Follows_its_formula(string layer)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare(layer, Points.Length);

        var output = module.call(tensor(Points, float64).unsqueeze(0)).data<double>().ToArray();

        var expected = Points.Select(Formulas[layer]).ToArray();
        Assert.All(Enumerable.Range(0, Points.Length), index => Assert.Equal(expected[index], output[index], 1e-7 * Max(1, Abs(expected[index]))));
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Has_the_slope_of_its_formula(string layer)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare(layer, Points.Length);

        Layers.GradientsAgree(module, tensor(Points, float64).unsqueeze(0), tolerance: 1e-6);
    }

    [Fact]
    public void Every_activation_has_a_formula_here()
    {
        var words = LayerWords.All.Words.Where(word => word.Record.IsAssignableTo(typeof(Activation))).Select(word => word.Name);

        Assert.Empty(words.Except(Formulas.Keys.Select(layer => layer.Trim('{', ' ').Split(':')[0])).Except(["softmax", "log-softmax"]));
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Counts_as_a_slope_in_the_ledger(string layer)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("2", $"linear: 2, {layer}");

        var reading = Layers.Read(module, randn([3, 2], float64));

        Assert.Equal(LinkKind.Slope, Assert.Single(reading.Ledger.Links).Kind);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 4, 5)]
    [InlineData(1, 3, 2, 2)]
    public void Shares_add_up_to_one_over_features_or_an_images_channels(int dimension, params int[] shape)
    {
        using var scope = NewDisposeScope();
        using var shares = Layers.Bare("softmax", shape);
        using var logarithms = Layers.Bare("log-softmax", shape);
        var input = randn([2, .. shape.Select(size => (long)size)], float64);

        var exponentials = input.exp();
        var expected = exponentials / exponentials.sum(dimension, keepdim: true);
        Assert.True(shares.call(input).allclose(expected));
        Assert.True(logarithms.call(input).allclose(expected.log()));
        Layers.GradientsAgree(shares, input);
        Layers.GradientsAgree(logarithms, input);
    }

    [Fact]
    public void Learns_a_slope_for_each_channel_where_told()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare("{ prelu: 0.1, per-channel: true }", 3, 2, 2);
        using (no_grad()) module.get_parameter("weight")!.copy_(tensor([0.1, 0.5, -1]));

        var output = module.call(-ones([1, 3, 2, 2], float64));

        Assert.Equal([-0.1, -0.5, 1], output.mean([0, 2, 3]).data<double>().ToArray().Select(value => Round(value, 6)));
        Layers.GradientsAgree(module, randn([2, 3, 2, 2], float64));
    }

    /// <summary>The normal distribution function, by its integral: an independent twin of libtorch's.</summary>
    static double NormalBelow(double x)
    {
        const int Steps = 20_000;
        var end = Clamp(x, -12, 12);
        var width = end / Steps;
        var sum = 0.0;
        for (var step = 0; step < Steps; step++) sum += Exp(-0.5 * Pow((step + 0.5) * width, 2)) * width;
        return 0.5 + (sum / Sqrt(2 * PI));
    }
}
