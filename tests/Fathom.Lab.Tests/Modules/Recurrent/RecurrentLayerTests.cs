using Fathom.Lab.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules.Recurrent;

public class RecurrentLayerTests
{
    public static TheoryData<string> Layers =>
    [
        "rnn: 4", "rnn: 4, activation: relu", "lstm: 4", "gru: 4",
        "rnn: 4, layers: 2", "lstm: 4, layers: 3", "gru: 4, layers: 2",
        "rnn: 4, bidirectional: true", "lstm: 4, bidirectional: true", "gru: 4, layers: 2, bidirectional: true",
        "rnn: 4, bias: false", "lstm: 4, bias: false", "gru: 4, bias: false",
        "rnn: 4, output: last", "lstm: 4, layers: 2, bidirectional: true, output: last", "gru: 4, output: last",
    ];

    public static TheoryData<string> Options =>
    [
        .. Layers.Select(row => row.Data),
        "rnn: 4, layer-norm: true", "lstm: 4, layer-norm: true, layers: 2", "gru: 4, layer-norm: true", "gru: 4, layer-norm: true, bias: false",
    ];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Cells_compute_what_torchs_own_module_computes(string layer)
    {
        using var scope = NewDisposeScope();
        using var whole = RecurrentRecipes.Build(layer);
        using var cells = RecurrentRecipes.Build($"{layer}, form: cells", seed: 4);
        Copy(whole, cells);
        var input = randn(2, 5, 3).requires_grad_();
        var same = input.detach().clone().requires_grad_();

        var (expected, actual) = (whole.call(input), cells.call(same));
        expected.sin().sum().backward();
        actual.sin().sum().backward();

        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-6);
        Assert.InRange((input.grad! - same.grad!).abs().max().item<float>(), 0, 1e-6);
    }

    [Fact]
    public void A_plain_step_is_what_one_computes_by_hand()
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build("rnn: 1, form: cells", time: 2, features: 1);
        module.Set("weight_ih", 0.5);
        module.Set("weight_hh", 2);
        module.Set("bias_ih", 0.1);
        module.Set("bias_hh", 0.2);

        var output = module.call(tensor([1f, -1f], [1, 2, 1]));

        var first = Math.Tanh(0.5 + 0.3);
        Assert.Equal(first, output[0, 0, 0].item<float>(), 1e-6);
        Assert.Equal(Math.Tanh(-0.5 + 2 * first + 0.3), output[0, 1, 0].item<float>(), 1e-6);
    }

    [Fact]
    public void A_rectified_step_is_what_one_computes_by_hand()
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build("rnn: 1, activation: relu, bias: false, form: cells", time: 3, features: 1);
        module.Set("weight_ih", 1);
        module.Set("weight_hh", 1);

        Assert.Equal([1f, 3f, 0f], module.call(tensor([1f, 2f, -4f], [1, 3, 1])).data<float>().ToArray());
    }

    [Fact]
    public void A_step_of_an_LSTM_is_what_one_computes_by_hand()
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build("lstm: 1, form: cells", time: 2, features: 1);
        module.Set("weight_ih", 0.1, 0.2, 0.3, 0.4);
        module.Set("weight_hh", 0.5, 0.6, 0.7, 0.8);
        module.Set("bias_ih", 0.9, 1.0, 1.1, 1.2);
        module.Set("bias_hh", 0, 0, 0, 0);

        var output = module.call(tensor([2f, -3f], [1, 2, 1]));

        var (memory, state) = (0.0, 0.0);
        foreach (var (x, time) in new[] { (2.0, 0), (-3.0, 1) })
        {
            var (write, keep) = (Sigmoid(0.1 * x + 0.5 * state + 0.9), Sigmoid(0.2 * x + 0.6 * state + 1.0));
            var (value, read) = (Math.Tanh(0.3 * x + 0.7 * state + 1.1), Sigmoid(0.4 * x + 0.8 * state + 1.2));
            memory = keep * memory + write * value;
            state = read * Math.Tanh(memory);
            Assert.Equal(state, output[0, time, 0].item<float>(), 1e-6);
        }
    }

    [Fact]
    public void A_step_of_a_GRU_is_what_one_computes_by_hand()
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build("gru: 1, form: cells", time: 2, features: 1);
        module.Set("weight_ih", 0.1, 0.2, 0.3);
        module.Set("weight_hh", 0.5, 0.6, 0.7);
        module.Set("bias_ih", 0.9, 1.0, 1.1);
        module.Set("bias_hh", 0.01, 0.02, 0.03);

        var output = module.call(tensor([2f, -3f], [1, 2, 1]));

        var state = 0.0;
        foreach (var (x, time) in new[] { (2.0, 0), (-3.0, 1) })
        {
            var (reset, update) = (Sigmoid(0.1 * x + 0.5 * state + 0.91), Sigmoid(0.2 * x + 0.6 * state + 1.02));
            var candidate = Math.Tanh(0.3 * x + 1.1 + reset * (0.7 * state + 0.03));
            state = (1 - update) * candidate + update * state;
            Assert.Equal(state, output[0, time, 0].item<float>(), 1e-6);
        }
    }

    [Fact]
    public void Layer_norm_normalises_the_sum_before_the_activation()
    {
        using var scope = NewDisposeScope();
        using var module = RecurrentRecipes.Build("rnn: 2, layer-norm: true", time: 1, features: 2);
        module.Set("weight_ih", 1, 0, 0, 1);
        module.Set("norm_gain", 3, 5);
        module.Set("bias_ih", 0.25, 0);
        module.Set("bias_hh", 0, 0);

        var output = module.call(tensor([10f, 20f], [1, 1, 2]));

        // 10 and 20 lie one deviation, 5, below and above their mean.
        Assert.Equal(Math.Tanh(-3 + 0.25), output[0, 0, 0].item<float>(), 1e-5);
        Assert.Equal(Math.Tanh(5), output[0, 0, 1].item<float>(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Gradients_agree_with_finite_differences(string layer)
    {
        manual_seed(5);
        using var module = RecurrentRecipes.Build($"{layer}, form: cells", time: 4);

        FiniteDifferences.Agree(module, 2, 4, 3);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void The_recipe_knows_how_many_weights_there_are(string layer)
    {
        foreach (var form in (string[])["whole", "cells"])
        {
            var recipe = Fathom.Lab.Recipes.RecipeFile.Parse($"{{ name: one, network: {{ input: [5, 3], layers: [ {{ {layer}, form: {form} }} ] }} }}");
            using var module = NetworkBuilder.Build(recipe);

            Assert.Equal(recipe.Network.ParameterCount, module.parameters().Sum(parameter => parameter.numel()));
        }
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Truncation_cuts_the_gradient_and_changes_no_answer(string kind)
    {
        using var scope = NewDisposeScope();
        using var free = RecurrentRecipes.Build($"{kind}: 4, output: last, form: cells");
        using var cut = RecurrentRecipes.Build($"{kind}: 4, output: last, truncate: 3");
        var input = randn(2, 5, 3).requires_grad_();

        var answer = cut.call(input);
        answer.sum().backward();

        Assert.True(answer.Equals(free.call(input)));
        var steps = input.grad!.abs().sum(new long[] { 0, 2 }).data<float>().ToArray();
        // Cut between the third and the fourth step: the last two still hear the loss.
        Assert.Equal([false, false, false, true, true], steps.Select(step => step > 0));
    }

    [Fact]
    public void Dropout_rests_when_the_network_is_evaluated()
    {
        using var scope = NewDisposeScope();
        using var plain = RecurrentRecipes.Build("gru: 4, form: cells");
        using var dropping = RecurrentRecipes.Build("gru: 4, dropout: 0.5");
        var input = randn(2, 5, 3);
        dropping.train();
        var trained = dropping.call(input);
        dropping.eval();

        Assert.False(trained.Equals(plain.call(input)));
        Assert.True(dropping.call(input).Equals(plain.call(input)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Variational_dropout_alone_keeps_its_mask_over_time(bool variational)
    {
        using var scope = NewDisposeScope();
        var flag = variational ? "true" : "false";
        using var module = RecurrentRecipes.Build(
            $"rnn: 100, bias: false, recurrent-init: zeros, dropout: 0.5, variational: {flag}", time: 2, features: 100);
        using (no_grad()) module.Weight("weight_ih").copy_(eye(100));
        module.train();

        var output = module.call(ones(1, 2, 100));

        var (first, second) = (output[0, 0].ne(0), output[0, 1].ne(0));
        Assert.Equal(variational, first.Equals(second));
        Assert.InRange(first.sum().item<long>(), 30, 70);
        Assert.Equal(Math.Tanh(2), output.max().item<float>(), 1e-6);
    }

    [Fact]
    public void Names_cells_so_that_each_tells_where_it_stands()
    {
        using var one = RecurrentRecipes.Build("lstm: 4, form: cells");
        using var many = RecurrentRecipes.Build("gru: 4, form: cells, layers: 2, bidirectional: true");

        Assert.Equal(["lstm1", "lstm1.cell"], one.named_modules().Select(entry => entry.name));
        Assert.Equal(
            ["gru1", "gru1.cell1", "gru1.cell1_back", "gru1.cell2", "gru1.cell2_back"], many.named_modules().Select(entry => entry.name));
    }

    [Fact]
    public void Leaves_no_tensor_behind()
    {
        Train("lstm: 4, layers: 2, bidirectional: true, dropout: 0.2, layer-norm: true");
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Train("lstm: 4, layers: 2, bidirectional: true, dropout: 0.2, layer-norm: true");
        Train("gru: 4, dropout: 0.2, variational: true");
        Train("rnn: 4, output: last");

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        static void Train(string layer)
        {
            using var module = RecurrentRecipes.Build(layer);
            using var scope = NewDisposeScope();
            module.call(randn(2, 5, 3)).sum().backward();
        }
    }

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>Both list their weights layer by layer, direction by direction, in the same order within each.</summary>
    static void Copy(NetworkModule from, NetworkModule to)
    {
        using var without = no_grad();
        var (source, target) = (from.parameters().ToArray(), to.parameters().ToArray());
        Assert.Equal(source.Select(tensor => string.Join(',', tensor.shape)), target.Select(tensor => string.Join(',', tensor.shape)));
        foreach (var (one, other) in source.Zip(target)) other.copy_(one);
    }
}
