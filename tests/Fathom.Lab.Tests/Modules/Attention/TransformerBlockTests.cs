using Fathom.Lab.Modules;
using Fathom.Lab.Modules.Attention;
using Fathom.Lab.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules.Attention;

public class TransformerBlockTests
{
    public static TheoryData<string> Blocks =>
    [
        "transformer-block: 2", "transformer-block: 2, norm: post", "transformer-block: 1, causal: true", "transformer-block: 3, activation: gelu",
        "transformer-block: 2, norm: post, causal: true, feed-forward: 5, activation: silu", "transformer-block: 2, bias: false, activation: tanh",
    ];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Attention_is_what_a_loop_over_heads_and_steps_computes(int heads, bool causal)
    {
        manual_seed(7);
        using var scope = NewDisposeScope();
        using var attention = new MultiHeadAttention(6, heads, causal, (input, output) => nn.Linear(input, output));
        var input = randn(2, 4, 6);

        var difference = (attention.call(input) - Naive(attention, input, heads, causal)).abs().max().item<float>();

        Assert.InRange(difference, 0, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Gradients_agree_with_finite_differences(string block)
    {
        manual_seed(5);
        using var module = Build(block);

        FiniteDifferences.Agree(module, 2, 4, 6);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_recipe_knows_how_many_weights_there_are(string block)
    {
        var recipe = Recipe(block);
        using var module = NetworkBuilder.Build(recipe);

        Assert.Equal(recipe.Network.ParameterCount, module.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData("pre")]
    [InlineData("post")]
    public void The_future_changes_the_past_only_without_a_mask(string norm)
    {
        using var scope = NewDisposeScope();
        using var causal = Build($"transformer-block: 2, causal: true, norm: {norm}");
        using var open = Build($"transformer-block: 2, norm: {norm}");
        var input = randn(2, 4, 6);
        var changed = input.clone();
        changed[TensorIndex.Colon, 2] += randn(2, 6);

        Assert.Equal([false, false, true, true], Changed(causal.call(input), causal.call(changed)));
        Assert.Equal([true, true, true, true], Changed(open.call(input), open.call(changed)));
    }

    [Theory]
    [InlineData("pre")]
    [InlineData("post")]
    public void The_norm_stands_where_its_paper_puts_it(string norm)
    {
        using var scope = NewDisposeScope();
        using var module = Build($"transformer-block: 2, norm: {norm}");
        var parts = module.named_modules().ToDictionary(entry => entry.name, entry => entry.module, StringComparer.Ordinal);
        var input = randn(2, 4, 6);

        var middle = norm == "pre" ? input + Call("attention", Call("norm1", input)) : Call("norm1", input + Call("attention", input));
        var expected = norm == "pre" ? middle + Feed(Call("norm2", middle)) : Call("norm2", middle + Feed(middle));

        Assert.InRange((module.call(input) - expected).abs().max().item<float>(), 0, 1e-6);

        Tensor Feed(Tensor signal) => Call("outer", Call("activation", Call("inner", signal)));
        Tensor Call(string name, Tensor signal) => ((nn.Module<Tensor, Tensor>)parts[$"transformerblock1.{name}"]).call(signal);
    }

    [Fact]
    public void Dropout_rests_when_the_network_is_evaluated()
    {
        using var scope = NewDisposeScope();
        using var module = Build("transformer-block: 2, dropout: 0.5");
        var input = randn(2, 4, 6);
        var (one, other) = (module.call(input), module.call(input));
        module.eval();

        Assert.False(one.Equals(other));
        Assert.True(module.call(input).Equals(module.call(input)));
    }

    [Fact]
    public void Positions_are_sines_and_cosines_of_growing_wavelength()
    {
        using var scope = NewDisposeScope();
        using var module = NetworkBuilder.Build(RecipeFile.Parse("{ name: one, network: { input: [50, 5], layers: [ positional-encoding, linear: 1 ] } }"));
        var encoding = ((nn.Module<Tensor, Tensor>)module.named_modules().First().module).call(zeros(1, 50, 5));

        Assert.Equal([0f, 1f, 0f, 1f, 0f], encoding[0, 0].data<float>().ToArray());
        Assert.Equal(Math.Sin(49), encoding[0, 49, 0].item<float>(), 1e-5);
        Assert.Equal(Math.Cos(49), encoding[0, 49, 1].item<float>(), 1e-5);
        Assert.Equal(Math.Sin(49 / Math.Pow(10_000, 0.4)), encoding[0, 49, 2].item<float>(), 1e-5);
        Assert.Equal(Math.Sin(49 / Math.Pow(10_000, 0.8)), encoding[0, 49, 4].item<float>(), 1e-5);
    }

    [Fact]
    public void Positions_follow_the_module_to_another_type()
    {
        using var scope = NewDisposeScope();
        using var module = new SinusoidalEncoding(4, 6);
        module.to(ScalarType.Float64);

        Assert.Equal(ScalarType.Float64, module.call(zeros(1, 4, 6, ScalarType.Float64)).dtype);
    }

    [Fact]
    public void Heads_must_share_the_features_evenly() =>
        Assert.Equal(
            "transformerblock1 takes a sequence, time steps first, whose features 4 heads can share evenly, but [4, 6] comes in.",
            Assert.Single(Mistakes.In("{ name: one, network: { input: [4, 6], layers: [ transformer-block ] } }")).Message);

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        Train();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Train();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        static void Train()
        {
            using var module = NetworkBuilder.Build(RecipeFile.Parse(
                "{ name: one, network: { input: [4, 6], layers: [ positional-encoding, { transformer-block: 2, causal: true, dropout: 0.1 }, mean-over-time ] } }"));
            using var scope = NewDisposeScope();
            module.call(randn(2, 4, 6)).sum().backward();
        }
    }

    static Fathom.Recipes.Recipe Recipe(string block) =>
        RecipeFile.Parse($"{{ name: one, seed: 3, network: {{ input: [4, 6], layers: [ {{ {block} }} ] }} }}");

    static NetworkModule Build(string block) => NetworkBuilder.Build(Recipe(block));

    static bool[] Changed(Tensor one, Tensor other) =>
        [.. (one - other).abs().amax([0, 2]).data<float>().ToArray().Select(difference => difference > 1e-6)];

    static Tensor Naive(MultiHeadAttention attention, Tensor input, int heads, bool causal)
    {
        var (batch, time, features) = (input.shape[0], input.shape[1], input.shape[2]);
        var (query, key, value) = (Part("query"), Part("key"), Part("value"));
        var mixed = zeros(batch, time, features);
        var width = features / heads;
        for (var sample = 0; sample < batch; sample++)
        {
            for (var head = 0; head < heads; head++)
            {
                for (var step = 0; step < time; step++)
                {
                    var seen = causal ? step + 1 : (int)time;
                    var scores = Enumerable.Range(0, seen).Select(other => Math.Exp(
                        Enumerable.Range((int)(head * width), (int)width).Sum(f => (double)query[sample, step, f].item<float>() * key[sample, other, f].item<float>())
                        / Math.Sqrt(width))).ToArray();
                    for (var f = head * width; f < (head + 1) * width; f++)
                        mixed[sample, step, f] = (float)scores.Select((score, other) => score * value[sample, other, f].item<float>()).Sum() / (float)scores.Sum();
                }
            }
        }

        return Call("output", mixed);

        Tensor Part(string name) => Call(name, input);
        Tensor Call(string name, Tensor signal) => ((nn.Module<Tensor, Tensor>)attention.named_modules().First(entry => entry.name == name).module).call(signal);
    }
}
