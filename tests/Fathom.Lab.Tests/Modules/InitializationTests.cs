using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

/// <summary>Measures what each initialisation draws.</summary>
public class InitializationTests
{
    const int In = 400;
    const int Out = 600;

    public static TheoryData<string, double> Variances => new()
    {
        { "{ he-normal: { fan: out } }", 2.0 / Out },
        { "{ he-normal: { fan: in, slope: 0.5 } }", 2 / 1.25 / In },
        { "{ he-uniform: { gain: 3, fan: out, slope: -1 } }", 9.0 / 2 / Out },
        { "kaiming(1)", 1.0 / In },
        { "glorot(2)", 8.0 / (In + Out) },
        { "lecun-normal", 1.0 / In },
        { "lecun-uniform", 1.0 / In },
        { "truncated-normal(0.1)", 0.01 * 0.7741 },
        { "{ truncated-normal: { deviation: 0.1, limit: 1 } }", 0.01 * 0.2911 },
        { "{ truncated-normal: { deviation: 0.1, limit: 3 } }", 0.01 * 0.9733 },
        { "orthogonal", 1.0 / Out },
        { "orthogonal(3)", 9.0 / Out },
        { "lsuv", 1.0 / Out },
    };

    [Theory]
    [MemberData(nameof(Variances))]
    public void Draws_weights_of_the_variance_that_is_asked_for(string init, double variance)
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(OneLayer(init));

        var weights = module.get_parameter("linear1.weight")!;

        Assert.InRange(weights.var().item<float>() / variance, 0.98, 1.02);
        Assert.InRange(Math.Abs(weights.mean().item<float>()), 0, 0.01 * Math.Sqrt(variance));
    }

    [Fact]
    public void Truncates_at_the_limit_and_spreads_as_a_normal_distribution_below()
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(OneLayer("{ truncated-normal: { deviation: 1, limit: 1.5 } }"));
        var weights = module.get_parameter("linear1.weight")!;

        Assert.InRange(weights.abs().max().item<float>(), 1.499, 1.5);
        // Of a normal distribution 38.29 % lie within half a deviation and 86.64 % within one and a half.
        Assert.InRange(weights.abs().lt(0.5).to(float32).mean().item<float>(), 0.3829 / 0.8664 - 0.005, 0.3829 / 0.8664 + 0.005);
    }

    [Theory]
    [InlineData(30, 30, 1)]
    [InlineData(20, 50, 1.5)]
    [InlineData(50, 20, 0.5)]
    public void An_orthogonal_matrix_stretches_no_direction(int outputs, int inputs, double gain)
    {
        using var scope = NewDisposeScope();
        var weights = Filled(new Orthogonal { Gain = gain }, outputs, inputs);

        var product = outputs < inputs ? weights.matmul(weights.t()) : weights.t().matmul(weights);

        Assert.True(product.allclose(eye(Math.Min(outputs, inputs), dtype: float64) * gain * gain, 1e-12, 1e-12));
    }

    [Fact]
    public void An_orthogonal_kernel_counts_as_a_matrix_with_a_row_for_each_channel()
    {
        using var scope = NewDisposeScope();
        var rows = Filled(new Orthogonal(), 8, 3, 5, 5).flatten(1);

        Assert.True(rows.matmul(rows.t()).allclose(eye(8, dtype: float64), 1e-12, 1e-12));
    }

    [Fact]
    public void Every_orthogonal_matrix_is_equally_likely()
    {
        using var scope = NewDisposeScope();
        // Without the signs of R's diagonal, numpy's and LAPACK's QR gives a diagonal that leans to one side.
        var diagonals = Enumerable.Range(0, 400).Select(seed => FilledBy(seed, new Orthogonal(), 2, 2)[0, 0].item<double>()).ToArray();

        // Uniform on the circle: the cosine has mean 0, deviation 0.707; of 400 the mean strays by 0.035.
        Assert.InRange(diagonals.Average(), -0.12, 0.12);
        Assert.InRange(diagonals.Average(cosine => cosine * cosine), 0.42, 0.58);
    }

    [Fact]
    public void A_delta_orthogonal_convolution_keeps_every_norm()
    {
        using var scope = NewDisposeScope();
        var weights = Filled(new DeltaOrthogonal(), 12, 8, 3, 3);
        var signal = randn([2, 8, 6, 6], float64);

        var output = nn.functional.conv2d(signal, weights, padding: [1, 1]);

        Assert.Equal(signal.norm().item<double>(), output.norm().item<double>(), 1e-10);
        Assert.Equal(12 * 8, weights.count_nonzero().item<long>());
    }

    [Fact]
    public void An_identity_hands_on_what_comes_in()
    {
        using var scope = NewDisposeScope();
        var signal = randn([2, 4, 6], float64);

        Assert.True(nn.functional.conv1d(signal, Filled(new IdentityWeights(), 4, 4, 3), padding: 1).Equals(signal));
        Assert.True(Filled(new IdentityWeights { Gain = 2 }, 3, 5).Equals(eye(3, 5, dtype: float64) * 2));
    }

    [Theory]
    [InlineData("relu", 2, 0)]
    [InlineData("tanh", 1, 0)]
    [InlineData("sigmoid", 103.0, 0)]
    public void Critical_weights_have_the_variances_of_the_critical_point(string activation, double weights, double biases)
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(RecipeFile.Parse(
            $"{{ name: one, network: {{ input: [{In}], init: critical, layers: [ linear: {Out}, {activation}, linear: {Out} ] }} }}"));

        Assert.InRange(module.get_parameter("linear1.weight")!.var().item<float>() * In / weights, 0.98, 1.02);
        Assert.InRange(module.get_parameter("linear2.weight")!.var().item<float>() * Out / weights, 0.98, 1.02);
        Assert.Equal(biases, module.get_parameter("linear2.bias")!.var().item<float>(), 1e-9);
    }

    [Fact]
    public void Counts_fans_as_torch_does()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(new Fans(27, 72), Fans.Of(zeros(8, 3, 3, 3)));
        Assert.Equal(new Fans(5, 7), Fans.Of(zeros(7, 5)));
        Assert.Equal(new Fans(7, 1), Fans.Of(zeros(7)));
    }

    [Theory]
    [InlineData("init: orthogonal, bias-init: orthogonal", "Biases cannot start as orthogonal, which needs a matrix; use zeros, constant, normal or uniform.")]
    [InlineData("bias-init: lsuv", "Biases cannot start as lsuv, which needs a matrix; use zeros, constant, normal or uniform.")]
    [InlineData("init: critical", "critical needs one kind of activation in the network, but there are none or several; name one, as in { critical: { activation: tanh } }.")]
    public void Says_what_an_initialisation_cannot_fill(string inits, string message) =>
        Assert.Equal(message, Mistakes.Only(() => RecipeFile.Parse($"{{ name: one, network: {{ input: [2], {inits}, layers: [ linear: 3 ] }} }}")).Message);

    [Fact]
    public void Takes_the_critical_point_of_the_activation_that_is_named()
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(OneLayer("{ critical: { activation: relu } }"));

        Assert.InRange(module.get_parameter("linear1.weight")!.var().item<float>() * In, 1.96, 2.04);
    }

    static Tensor Filled(Initialization init, params long[] shape) => FilledBy(1, init, shape);

    static Tensor FilledBy(long seed, Initialization init, params long[] shape)
    {
        using var filler = new WeightFiller(seed, Some.Recipe().Network);
        var weights = zeros(shape, float64);
        filler.Fill(weights, init);
        return weights;
    }

    static Recipe OneLayer(string init) =>
        RecipeFile.Parse($"{{ name: one, network: {{ input: [{In}], init: {init}, layers: [ linear: {Out} ] }} }}");
}
