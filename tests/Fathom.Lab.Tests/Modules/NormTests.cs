using Fathom.Ledger;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

public class NormTests
{
    [Theory]
    [InlineData("batch-norm", 6)]
    [InlineData("batch-norm", 3, 4)]
    [InlineData("batch-norm", 3, 2, 4)]
    [InlineData("layer-norm", 6)]
    [InlineData("layer-norm", 3, 4)]
    [InlineData("{ layer-norm: { dimensions: 2 } }", 3, 4)]
    [InlineData("layer-norm", 3, 2, 4)]
    [InlineData("group-norm: 3", 6)]
    [InlineData("group-norm: 2", 4, 3, 2)]
    [InlineData("rms-norm", 6)]
    [InlineData("rms-norm", 3, 4)]
    [InlineData("{ rms-norm: { affine: false } }", 3, 2, 4)]
    public void Has_the_gradients_of_differences(string layer, params int[] shape)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var text = string.Join(", ", shape);
        using var module = Layers.Make(text, $"{layer}, flatten, linear: 1");
        var recipe = Layers.Recipe(text, $"{layer}, flatten, linear: 1");
        var input = (randn([4, .. shape.Select(size => (long)size)], float64) * 3) + 1;

        Layers.GradientsAgree(module, input);

        Assert.Equal(recipe.Network.ParameterCount, module.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(LinkKind.Norm, Layers.Read(module, input.requires_grad_()).Ledger.Links[^1].Kind);
    }

    [Theory]
    [InlineData("{ batch-norm: { affine: false } }", 0, 2, 3)]
    [InlineData("{ layer-norm: { affine: false } }", 1, 2, 3)]
    [InlineData("{ layer-norm: { dimensions: 1 } }", 3)]
    [InlineData("{ layer-norm: { dimensions: 2, eps: 1e-12 } }", 2, 3)]
    public void Gives_mean_zero_and_variance_one(string layer, params int[] over)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare(layer, 4, 5, 6);
        var dimensions = over.Select(dimension => (long)dimension).ToArray();

        var output = module.call((randn([7, 4, 5, 6], float64) * 3) + 2);

        Assert.Equal(0, output.mean(dimensions).abs().max().item<double>(), 1e-12);
        Assert.Equal(0, (output.square().mean(dimensions) - 1).abs().max().item<double>(), 1e-4);
    }

    [Fact]
    public void A_group_norm_sees_each_group_of_channels()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare("{ group-norm: 2, affine: false }", 4, 3, 3);

        var output = module.call(randn([2, 4, 3, 3], float64) * tensor([1.0, 1, 100, 100]).reshape(1, 4, 1, 1)).reshape(2, 2, -1);

        Assert.Equal(0, output.mean([2]).abs().max().item<double>(), 1e-12);
        Assert.Equal(0, (output.square().mean([2]) - 1).abs().max().item<double>(), 1e-4);
    }

    [Fact]
    public void Rms_norm_divides_by_the_root_mean_square_and_shifts_nothing()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare("{ rms-norm: { eps: 1e-12 } }", 2);

        // √((3² + 4²) / 2) = 3.5355…
        var output = module.call(tensor([3.0, 4], float64).unsqueeze(0)).data<double>().ToArray();

        Assert.Equal([3 / Math.Sqrt(12.5), 4 / Math.Sqrt(12.5)], output.Select(value => Math.Round(value, 9)), (left, right) => Math.Abs(left - right) < 1e-8);
    }

    [Fact]
    public void A_batch_norm_remembers_a_running_mean_and_uses_it_outside_training()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Bare("{ batch-norm: { momentum: 0.25, affine: false } }", 1);

        module.call(tensor([4.0, 8], float64).unsqueeze(1));
        module.eval();
        var output = module.call(tensor([1.5], float64).unsqueeze(1)).item<double>();

        // Mean 0 + 0.25 · (6 - 0); variance 1 + 0.25 · (8 - 1), from the unbiased 8.
        Assert.Equal(0, output, 1e-12);
        Assert.Equal(2.75, module.get_buffer("running_var")!.item<double>(), 1e-12);
    }

    [Theory]
    [InlineData("dropout: 0.3", 40)]
    [InlineData("channel-dropout: 0.3", 10, 40)]
    [InlineData("channel-dropout: 0.3", 10, 5, 8)]
    [InlineData("alpha-dropout: 0.3", 40)]
    public void Drops_the_share_it_is_told_and_nothing_outside_training(string layer, params int[] shape)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(4);
        using var module = Layers.Bare(layer, shape);
        var input = ones([2000, .. shape.Select(size => (long)size)], float64);

        var output = module.call(input);
        module.eval();

        var isAlpha = layer.StartsWith("alpha", StringComparison.Ordinal);
        var kept = output.max().item<double>();
        Assert.InRange(output.ne(kept).to(float64).mean().item<double>(), 0.28, 0.32);
        if (!isAlpha) Assert.Equal(1 / 0.7, kept, 1e-12);
        if (layer.StartsWith("channel", StringComparison.Ordinal))
            Assert.Equal(0, output.flatten(2).std([2]).max().item<double>(), 1e-12);
        Assert.True(module.call(input).Equals(input));
    }
}
