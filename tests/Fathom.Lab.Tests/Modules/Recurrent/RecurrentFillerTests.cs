using Fathom.Lab.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules.Recurrent;

public class RecurrentFillerTests
{
    const int Units = 400;
    const int Features = 100;

    public static TheoryData<string> Forms => ["whole", "cells"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Torchs_default_draws_everything_within_one_over_the_root_of_the_units(string form)
    {
        using var scope = NewDisposeScope();
        using var module = Build($"lstm: {Units}, form: {form}");

        Assert.All(module.parameters(), parameter =>
        {
            Assert.InRange(parameter.var().item<float>() * 3 * Units, 0.9, 1.1);
            Assert.InRange(parameter.abs().max().item<float>() * Math.Sqrt(Units), 0.99, 1);
        });
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_block_is_drawn_for_the_fans_of_one_gate(string form)
    {
        using var scope = NewDisposeScope();
        using var module = Build($"gru: {Units}, form: {form}, init: xavier-normal, recurrent-init: normal(0.125), bias-init: constant(0.5)");

        foreach (var block in Weights(module, "weight_ih").chunk(3))
            Assert.InRange(block.var().item<float>() * (Features + Units) / 2, 0.97, 1.03);
        foreach (var block in Weights(module, "weight_hh").chunk(3))
            Assert.InRange(block.var().item<float>() * 64, 0.97, 1.03);
        Assert.Equal(0.5f, Weights(module, "bias_ih").min().item<float>());
        Assert.Equal(0, Weights(module, "bias_hh").abs().max().item<float>());
    }

    [Theory]
    [InlineData("whole", "lstm", 1)]
    [InlineData("cells", "lstm", 1)]
    [InlineData("whole", "gru", 1)]
    [InlineData("cells", "gru", 1)]
    public void A_forget_bias_is_the_sum_of_both_vectors_and_of_no_other_gate(string form, string kind, int gate)
    {
        using var scope = NewDisposeScope();
        using var module = Build($"{kind}: {Units}, form: {form}, layers: 2, forget-bias: 2");
        using var plain = Build($"{kind}: {Units}, form: {form}, layers: 2");

        foreach (var (told, untold) in Sums(module).Zip(Sums(plain)))
        {
            var (gates, others) = (told.chunk(kind == "lstm" ? 4 : 3), untold.chunk(kind == "lstm" ? 4 : 3));
            Assert.All(gates[gate].data<float>().ToArray(), bias => Assert.Equal(2, bias));
            for (var other = 0; other < gates.Length; other++) Assert.Equal(other != gate, gates[other].Equals(others[other]));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Chrono_draws_the_logarithm_of_evenly_spread_times(string form)
    {
        const int Time = 784;
        using var scope = NewDisposeScope();
        using var module = Build($"lstm: 5000, form: {form}, forget-bias: chrono({Time})", features: 1);

        var gates = Sums(module)[0].chunk(4);

        var times = gates[1].exp();
        // Uniform from 1 to 783: the mean strays by 226 / √5000 = 3.2, and extremes come near the ends.
        Assert.InRange(times.mean().item<float>(), 392 - 13, 392 + 13);
        Assert.InRange(times.std().item<float>() / (782 / Math.Sqrt(12)), 0.96, 1.04);
        Assert.InRange(times.min().item<float>(), 0.999, 3);
        Assert.InRange(times.max().item<float>(), 780, 783.01);
        Assert.True(gates[0].Equals(-gates[1]));
    }

    [Fact]
    public void Chrono_leaves_the_gates_of_a_GRU_that_keep_nothing_alone()
    {
        using var scope = NewDisposeScope();
        using var chrono = Build($"gru: {Units}, forget-bias: chrono(100)");
        using var plain = Build($"gru: {Units}");

        var (told, untold) = (Sums(chrono)[0].chunk(3), Sums(plain)[0].chunk(3));

        Assert.InRange(told[1].min().item<float>(), 0, 5);
        Assert.InRange(told[1].exp().mean().item<float>(), 40, 60);
        Assert.True(told[0].Equals(untold[0]) && told[2].Equals(untold[2]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        using var scope = NewDisposeScope();
        using var one = Build("lstm: 20, forget-bias: chrono(50)", seed: 1);
        using var same = Build("lstm: 20, forget-bias: chrono(50)", seed: 1);
        using var other = Build("lstm: 20, forget-bias: chrono(50)", seed: 2);

        Assert.All(one.parameters().Zip(same.parameters()), pair => Assert.True(pair.First.Equals(pair.Second)));
        Assert.False(Sums(one)[0].Equals(Sums(other)[0]));
    }

    [Theory]
    [InlineData("lstm: 4, forget-bias: high", "forget-bias must be a number from -1,000 to 1,000, or chrono(T) with T from 3 to 10,000,000 time steps, but was high.")]
    [InlineData("lstm: 4, forget-bias: chrono(2)", "forget-bias must be a number from -1,000 to 1,000, or chrono(T) with T from 3 to 10,000,000 time steps, but was chrono(2).")]
    [InlineData("lstm: 4, forget-bias: 1, bias: false", "lstm1 has bias: false, but a forget-bias; leave one of them out.")]
    [InlineData("rnn: 4, forget-bias: 1", "rnn has no option forget-bias; it has units, layers, bidirectional, form, output, activation, recurrent-init, layer-norm, dropout, variational, truncate, bias, init, bias-init, name.")]
    [InlineData("rnn: 4, activation: sigmoid", "activation must be one of tanh, relu, but was sigmoid.")]
    [InlineData("rnn: 4, output: first", "output must be one of sequence, last, but was first.")]
    public void Says_what_is_wrong(string layer, string message) =>
        Assert.Equal(message, Assert.Single(Mistakes.In($"{{ name: one, network: {{ input: [5, 3], layers: [ {{ {layer} }} ] }} }}")).Message);

    [Fact]
    public void A_recurrent_layer_takes_sequences_only() =>
        Assert.Equal(
            "gru1 takes a sequence, time steps first, such as [28, 28], but [784] comes in.",
            Assert.Single(Mistakes.In("{ name: one, network: { input: [784], layers: [ gru: 3 ] } }")).Message);

    [Fact]
    public void An_option_may_be_called_like_a_layer()
    {
        var recipe = RecipeFile.Parse("{ name: one, network: { input: [5, 3], layers: [ { lstm: 4, layer-norm: true, dropout: 0.25 } ] } }");

        Assert.Equal(new Fathom.Recipes.Lstm { Units = 4, LayerNorm = true, Dropout = 0.25 }, Assert.Single(recipe.Network.Layers));
    }

    static Fathom.Lab.Modules.NetworkModule Build(string layer, int features = Features, long seed = 3) =>
        RecurrentRecipes.Build(layer, time: 2, features, seed);

    static TorchSharp.Modules.Parameter Weights(nn.Module module, string part) =>
        module.named_parameters().First(entry => entry.name.Contains(part, StringComparison.Ordinal)).parameter;

    /// <summary>The sum of both bias vectors of each direction of each layer.</summary>
    static Tensor[] Sums(nn.Module module)
    {
        using var without = no_grad();
        var named = module.named_parameters().ToArray();
        var input = named.Where(entry => entry.name.Contains("bias_ih", StringComparison.Ordinal)).Select(entry => entry.parameter);
        var recurrent = named.Where(entry => entry.name.Contains("bias_hh", StringComparison.Ordinal)).Select(entry => entry.parameter);
        return [.. input.Zip(recurrent, (one, other) => one + other)];
    }
}
