using Fathom.Lab.Modules;
using Fathom.Ledger;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

public class BlockTests
{
    const string Branch = "[ linear: 6, tanh, linear: 6 ]";

    public static TheoryData<string, string> Blocks => new()
    {
        { "6", $"residual: {Branch}" },
        { "6", $"{{ residual: {Branch}, scale: fixed(0.3) }}" },
        { "6", $"{{ residual: {Branch}, scale: depth }}" },
        { "6", $"{{ residual: {Branch}, scale: rezero }}" },
        { "6", $"{{ residual: {Branch}, scale: fixup }}" },
        { "6", $"{{ residual: {Branch}, skip: projection }}" },
        { "4", $"{{ residual: {Branch}, scale: rezero }}" },
        { "6", $"residual: [ linear: 6, residual: [ linear: 3, relu ], tanh ]" },
        { "3, 6, 6", "residual: [ { conv2d: 4, stride: 2, padding: same }, relu, { conv2d: 4, padding: same } ]" },
        { "3, 6", "residual: [ { conv1d: 4, stride: 2, padding: same }, relu ]" },
        { "5, 3", "{ residual: [ linear: 4, tanh ] }" },
        { "5, 3", "{ highway: [ linear: 3, tanh ] }" },
        { "6", $"highway: {Branch}" },
        { "3, 5, 5", "{ highway: [ { conv2d: 3, padding: same }, relu ], gate-bias: -0.5 }" },
        { "6", $"dense: {Branch}" },
        { "3, 5, 5", "{ dense: [ { conv2d: 2, padding: same }, relu ] }" },
        { "6", $"{{ use: part }}, {{ use: part }}" },
        { "6", $"{{ use: part, shared: true }}, {{ use: part, shared: true }}" },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Has_the_gradients_of_differences_and_the_shape_of_its_recipe(string input, string block)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        var (recipe, module) = (Layers.Recipe(input, block, Parts), Layers.Make(input, block, Parts));
        using var _ = module;
        Shake(module);
        var sample = randn([3, .. recipe.Network.Input.Select(size => (long)size)], float64);

        Layers.GradientsAgree(module, sample, tolerance: 1e-6);

        Assert.Equal(recipe.Network.Places().Last().Output!.Select(size => (long)size), module.call(sample).shape[1..]);
        Assert.Equal(recipe.Network.ParameterCount, module.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(module.parameters().Count(), module.parameters().Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Its_gains_telescope_and_its_ways_add_up_to_the_gradient_of_its_input(string input, string block)
    {
        foreach (var portable in new[] { false, true })
        {
            using var scope = NewDisposeScope();
            random.manual_seed(7);
            using var module = Layers.Make(input, $"identity, {block}, flatten, linear: 4", Parts);
            Shake(module);
            var size = Layers.Recipe(input, block, Parts).Network.Input.Select(size => (long)size);
            var sample = randn([5, .. size], float64, requires_grad: true);

            var reading = Layers.Read(module, sample, portable);

            var ledger = reading.Ledger;
            Assert.Equal(LedgerEnd.Complete, ledger.End);
            Assert.Equal(sample.grad!.norm().item<double>() / ledger.OutputNorm, Math.Pow(10, ledger.TotalDecades), 1e-5);
            foreach (var link in ledger.Links.Where(link => link.Ways.Count > 0)) Telescopes(link);
            Assert.Equal(block.Contains("use", StringComparison.Ordinal) ? 0 : 1, ledger.Links.Count(link => link.Kind == LinkKind.Skip));
        }
    }

    [Theory]
    [InlineData("{ residual: [ linear: 6, tanh ], scale: rezero }")]
    [InlineData("{ residual: [ linear: 9, tanh ], scale: fixed(0.5) }")]
    [InlineData("{ residual: [ linear: 6, tanh, linear: 6 ], skip: projection, scale: fixup }")]
    public void Measures_branch_and_skip_as_autograd_does(string block)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(11);
        using var module = Layers.Make("6", $"linear: 6, {block}");
        Shake(module);
        var residual = (ResidualModule)module.named_children().Last().module;
        var weights = randn([5, block.Contains('9') ? 9 : 6], float64);
        double BranchAlone(Tensor at)
        {
            var children = residual.named_children().Where(child => child.name is not ("fork" or "sum" or "skip")).ToArray();
            var leaf = at.detach().requires_grad_();
            var signal = leaf;
            foreach (var child in children) signal = ((nn.Module<Tensor, Tensor>)child.module).call(signal);
            (signal * weights).sum().backward();
            return leaf.grad!.norm().item<double>();
        }

        double SkipAlone(Tensor at)
        {
            var leaf = at.detach().requires_grad_();
            var skip = residual.named_children().FirstOrDefault(child => child.name == "skip").module;
            ((skip is nn.Module<Tensor, Tensor> projection ? projection.call(leaf) : leaf.alias()) * weights).sum().backward();
            return leaf.grad!.norm().item<double>();
        }

        var sample = randn([5, 6], float64);
        using var monitor = Fathom.Torch.GradientMonitor.Attach(module, null, new() { Every = 1 });
        var loss = (module.call(sample) * weights).sum();
        loss.backward();
        monitor.Step(loss);

        var link = monitor.History.Latest!.Ledger.Links.Single(link => link.Kind == LinkKind.Skip);
        var input = ((nn.Module<Tensor, Tensor>)module.named_children().First().module).call(sample);
        var norm = weights.norm().item<double>();
        Assert.Equal(["branch", "skip"], link.Ways.Select(way => way.Name));
        Assert.Equal(BranchAlone(input) / norm, link.Ways[0].Gain, 1e-9);
        Assert.Equal(SkipAlone(input) / norm, link.Ways[1].Gain, 1e-9);
    }

    [Theory]
    [InlineData("rezero")]
    [InlineData("fixup")]
    public void A_branch_that_starts_at_zero_is_seen_and_lets_the_gradient_pass_unchanged(string scale)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("6", $"identity, repeat: 3, linear: 2".Replace("repeat: 3", $"{{ repeat: 3, layers: [ {{ residual: {Branch}, scale: {scale} }} ] }}", StringComparison.Ordinal));
        var sample = randn([5, 6], float64, requires_grad: true);

        var ledger = Layers.Read(module, sample).Ledger;

        Assert.Equal(LedgerEnd.Complete, ledger.End);
        var blocks = ledger.Links.Where(link => link.Kind == LinkKind.Skip).ToArray();
        Assert.Equal(["residual3", "residual2", "residual1"], blocks.Select(link => link.Name));
        Assert.All(blocks, link => Assert.Equal((1, 0, 1), (link.Gain, link.Ways[0].Gain, link.Ways[1].Gain)));
    }

    [Fact]
    public void A_rezero_block_starts_as_the_identity_and_wakes_by_its_factor()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("6", $"{{ residual: {Branch}, scale: rezero }}");
        var sample = randn([5, 6], float64);

        var output = module.call(sample);
        output.square().sum().backward();

        Assert.True(output.Equals(sample));
        Assert.NotEqual(0, module.get_parameter("residual1.scale.factor")!.grad!.item<double>());
    }

    [Fact]
    public void Depth_scales_each_of_L_branches_by_one_over_root_L()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("6", "{ repeat: 16, layers: [ { residual: [ linear: 6 ], scale: depth } ] }");

        Assert.Equal(0.25, module.get_buffer("residual7.scale.factor")!.item<double>(), 1e-7);
    }

    [Fact]
    public void Fixup_scales_first_weights_down_and_zeroes_last_ones()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make(
            "200", "{ repeat: 16, layers: [ { residual: [ linear: 200, relu, linear: 200, relu, { linear: 200, bias-init: constant(1) } ], scale: fixup } ] }");

        // L = 16 branches of m = 3 layers: 16^(-1/4) = 1/2, so He's 2/200 becomes a quarter of it.
        Assert.InRange(module.get_parameter("residual5.linear13.weight")!.var().item<double>() * 200 / 2 * 4, 0.97, 1.03);
        Assert.InRange(module.get_parameter("residual5.linear14.weight")!.var().item<double>() * 200 / 2 * 4, 0.97, 1.03);
        Assert.Equal(0, module.get_parameter("residual5.linear15.weight")!.abs().max().item<double>());
        Assert.Equal(0, module.get_parameter("residual5.linear15.bias")!.abs().max().item<double>());
        Assert.Equal(1, module.get_parameter("residual5.scale.factor")!.item<double>());
        Assert.Equal(
            ["before-linear1", "before-relu1", "before-linear2", "before-relu2", "before-linear3"],
            module.named_children().First().module.named_children().Select(child => child.name).Where(name => name.StartsWith("before", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_highway_mixes_by_its_gate()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("4", "{ highway: [ linear: 4, tanh ], gate-bias: -3 }");
        var (gate, linear) = (module.get_parameter("highway1.gate.weight")!, module.get_parameter("highway1.linear1.weight")!);
        var sample = randn([5, 4], float64);

        // Srivastava 2015, equation 3.
        var opening = (sample.matmul(gate.t()) - 3).sigmoid();
        var expected = (opening * sample.matmul(linear.t()).tanh()) + ((1 - opening) * sample);

        Assert.True(module.call(sample).allclose(expected));
    }

    [Theory]
    [InlineData(1, -1)]
    [InlineData(2, -1)]
    [InlineData(20, -2.995732)]
    public void A_highways_gate_closes_with_depth(int blocks, double bias)
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("4", $"{{ repeat: {blocks}, layers: [ {{ highway: [ linear: 4, tanh ] }} ] }}");

        Assert.Equal(bias, module.get_parameter("highway1.gate.bias")!.max().item<double>(), 1e-6);
    }

    [Fact]
    public void A_highway_shows_three_ways()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("4", "identity, { highway: [ linear: 4, tanh ] }");

        var block = Layers.Read(module, randn([5, 4], float64, requires_grad: true)).Ledger.Links[0];

        Assert.Equal(["branch", "gate", "carry"], block.Ways.Select(way => way.Name));
        Assert.Equal(["highway1.mix", "highway1.tanh1", "highway1.linear1"], block.Ways[0].Links.Select(link => link.Name));
        Assert.Equal(["highway1.mix", "highway1.opening", "highway1.gate"], block.Ways[1].Links.Select(link => link.Name));
        Assert.Equal(["highway1.mix"], block.Ways[2].Links.Select(link => link.Name));
    }

    [Fact]
    public void A_dense_block_puts_new_channels_behind_the_old()
    {
        using var scope = NewDisposeScope();
        using var module = Layers.Make("2, 4, 4", "{ dense: [ { conv2d: 3, padding: same } ] }, { dense: [ { conv2d: 3, padding: same } ] }");
        var sample = randn([1, 2, 4, 4], float64);

        var output = module.call(sample);

        Assert.Equal([1, 8, 4, 4], output.shape);
        Assert.True(output[.., ..2].Equals(sample));
        Assert.Equal([3, 5, 3, 3], module.get_parameter("dense2.conv2d2.weight")!.shape);
    }

    [Fact]
    public void Shared_parts_have_one_set_of_weights_and_fresh_ones_several()
    {
        using var scope = NewDisposeScope();
        using var shared = Layers.Make("6", "{ use: part, shared: true }, residual: [ tanh, { use: part, shared: true } ], linear: 2", Parts);
        using var fresh = Layers.Make("6", "{ use: part }, residual: [ tanh, { use: part } ], linear: 2", Parts);

        Assert.Equal(
            ["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"], shared.named_parameters().Select(parameter => parameter.name));
        Assert.Equal(
            ["linear1.weight", "linear1.bias", "residual1.linear2.weight", "residual1.linear2.bias", "linear3.weight", "linear3.bias"],
            fresh.named_parameters().Select(parameter => parameter.name));
        var sample = randn([2, 6], float64);
        var (weight, bias) = (shared.get_parameter("linear1.weight")!, shared.get_parameter("linear1.bias")!);
        Tensor Once(Tensor input) => nn.functional.linear(input, weight, bias).relu();
        var first = Once(sample);
        var expected = nn.functional.linear(first + Once(first.tanh()), shared.get_parameter("linear2.weight")!, shared.get_parameter("linear2.bias"));
        Assert.True(shared.call(sample).allclose(expected));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Leaves_no_tensor_behind(string input, string block)
    {
        var size = Layers.Recipe(input, block, Parts).Network.Input.Select(size => (long)size).ToArray();
        void Once()
        {
            using var module = NetworkBuilder.Build(Layers.Recipe(input, block, Parts));
            using var scope = NewDisposeScope();
            module.call(randn([3, .. size])).sum().backward();
        }

        Once();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Once();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Trains_to_the_bit_as_without_probes(string input, string block)
    {
        var plain = Trained(input, block, watched: null);

        Assert.Equal(plain, Trained(input, block, watched: false));
        Assert.Equal(plain, Trained(input, block, watched: true));
    }

    static byte[] Trained(string input, string block, bool? watched)
    {
        using var module = NetworkBuilder.Build(Layers.Recipe(input, $"{block}, flatten, linear: 4", Parts));
        using var optimizer = optim.SGD(module.parameters(), 0.05, momentum: 0.9);
        using var monitor = watched is { } portable
            ? Fathom.Torch.GradientMonitor.Attach(module, optimizer, new() { Every = 1, PortableHooks = portable })
            : null;
        var size = Layers.Recipe(input, block, Parts).Network.Input.Select(size => (long)size).ToArray();
        random.manual_seed(2);
        for (var step = 0; step < 4; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = module.call(randn([5, .. size])).square().mean();
            loss.backward();
            if (monitor is null) optimizer.step();
            else monitor.Step(loss);
        }

        return [.. module.parameters().SelectMany(parameter => parameter.bytes.ToArray())];
    }

    const string Parts = "parts: { part: [ linear: 6, relu ] },";

    static void Telescopes(Link block)
    {
        foreach (var way in block.Ways)
        {
            Assert.Equal(way.Gain, way.Links.Aggregate(1.0, (product, link) => product * link.Gain), 1e-9 * Math.Max(1, way.Gain));
            foreach (var inner in way.Links.Where(link => link.Ways.Count > 0)) Telescopes(inner);
        }
    }

    /// <summary>Moves every parameter a little, so that nothing stands at zero where it would hide.</summary>
    static void Shake(nn.Module<Tensor, Tensor> module)
    {
        using var without = no_grad();
        foreach (var parameter in module.parameters()) parameter.add_(randn_like(parameter) * 0.1);
    }
}
