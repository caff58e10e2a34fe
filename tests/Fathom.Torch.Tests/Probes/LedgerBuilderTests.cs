using Fathom.Ledger;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Probes;

public class LedgerBuilderTests
{
    [Theory]
    [InlineData("mlp", false)]
    [InlineData("cnn", false)]
    [InlineData("lstm", false)]
    [InlineData("residual", false)]
    [InlineData("shared", false)]
    [InlineData("mlp", true)]
    [InlineData("cnn", true)]
    [InlineData("residual", true)]
    [InlineData("shared", true)]
    public void Gains_multiply_to_the_ratio_of_gradients_at_input_and_output(string family, bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        using var model = Networks.Of(family);
        var (input, target) = Networks.Batch(family);
        input.requires_grad = true;

        var ledger = Read(model, input, output => functional.cross_entropy(output, target), portable, out var atOutput);

        var expected = input.grad!.to(float64).norm().item<double>() / atOutput;
        var product = ledger.Links.Aggregate(1.0, (left, link) => left * link.Gain);
        Assert.Equal(LedgerEnd.Complete, ledger.End);
        Assert.Equal(1, product / expected, 1e-5);
        Assert.Equal(Math.Log10(expected), ledger.TotalDecades, 1e-5);
        Assert.Equal(ledger.TotalDecades, ledger.DecadesByKind.Values.Sum(), 1e-9);
        Assert.Equal(atOutput, ledger.OutputNorm, 1e-6 * atOutput);
    }

    [Fact]
    public void Names_the_links_of_a_chain_from_the_loss_to_the_input()
    {
        using var scope = NewDisposeScope();
        using var model = Networks.Cnn();
        var (input, target) = Networks.Batch("cnn");
        input.requires_grad = true;

        var ledger = Read(model, input, output => functional.cross_entropy(output, target), portable: false, out _);

        Assert.Equal(
            ["output Weight", "flatten Other", "drop Dropout", "relu2 Slope", "conv2 Weight", "pool1 Pool", "relu1 Slope", "norm1 Norm", "conv1 Weight"],
            ledger.Links.Select(link => $"{link.Name} {link.Kind}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shows_branch_and_skip_inside_a_residual_block(bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(9);
        using var model = Networks.Of("residual");
        var (input, target) = Networks.Batch("residual");
        input.requires_grad = true;

        var ledger = Read(model, input, output => functional.cross_entropy(output, target), portable, out _);

        Assert.Equal(["output Weight", "block2 Skip", "block1 Skip", "first Weight"], ledger.Links.Select(link => $"{link.Name} {link.Kind}"));
        foreach (var block in ledger.Links.Where(link => link.Kind == LinkKind.Skip))
        {
            Assert.Equal(["branch", "skip"], block.Ways.Select(way => way.Name));
            var (branch, skip) = (block.Ways[0], block.Ways[1]);
            Assert.Equal(1, skip.Gain);
            Assert.Equal([$"{block.Name}._down Weight", $"{block.Name}._tanh Slope", $"{block.Name}._up Weight"], branch.Links.Select(link => $"{link.Name} {link.Kind}"));
            Assert.Equal(branch.Gain, branch.Links.Aggregate(1.0, (left, link) => left * link.Gain), 1e-5);
        }
    }

    [Fact]
    public void Measures_the_branch_of_a_residual_block_as_autograd_does()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(9);
        using var block = new Networks.Residual(8);
        var input = randn(16, 8, requires_grad: true);
        var weights = randn(16, 8);

        var ledger = Read(block, input, output => (output * weights).sum(), portable: false, out var atOutput);

        // The skip brings the output's gradient unchanged, so the branch brings the rest.
        var expected = (input.grad! - weights).to(float64).norm().item<double>() / atOutput;
        Assert.Equal(expected, Assert.Single(ledger.Links).Ways[0].Gain, 1e-5);
    }

    [Fact]
    public void Recognises_a_skip_that_no_module_holds()
    {
        using var scope = NewDisposeScope();
        using var model = new FunctionalSkip();
        var input = randn(16, 8, requires_grad: true);

        var ledger = Read(model, input, output => output.pow(2).mean(), portable: false, out var atOutput);

        Assert.Equal(["_output Weight", "skip around _inner.._tanh Skip", "_first Weight"], ledger.Links.Select(link => $"{link.Name} {link.Kind}"));
        Assert.Equal(input.grad!.norm().item<float>() / atOutput, Math.Pow(10, ledger.TotalDecades), 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Measures_each_way_from_a_fork_to_a_join(bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(9);
        using var block = new Forked();
        var input = randn(16, 8, requires_grad: true);
        var weights = randn(16, 5);

        var ledger = Read(block, input, output => (output * weights).sum(), portable, out var atOutput);

        var link = Assert.Single(ledger.Links);
        Assert.Equal(("network", LinkKind.Skip), (link.Name, link.Kind));
        Assert.Equal(["branch", "skip"], link.Ways.Select(way => way.Name));
        Assert.Equal(input.grad!.norm().item<float>() / atOutput, link.Gain, 1e-5);
        foreach (var (way, module) in link.Ways.Zip([block.Branch, block.Skip]))
        {
            var leaf = input.detach().requires_grad_();
            (module.call(leaf) * weights).sum().backward();
            Assert.Equal(leaf.grad!.norm().item<float>() / atOutput, way.Gain, 1e-5);
            Assert.Equal(way.Gain, Assert.Single(way.Links).Gain, 1e-6);
        }
    }

    [Fact]
    public void Sees_a_way_that_is_zero()
    {
        using var scope = NewDisposeScope();
        using var block = new Forked();
        using (no_grad()) block.Branch.weight!.zero_();
        var input = randn(16, 8, requires_grad: true);

        var ledger = Read(block, input, output => output.sum(), portable: false, out _);

        Assert.Equal(LedgerEnd.Complete, ledger.End);
        Assert.Equal(0, Assert.Single(ledger.Links).Ways[0].Gain);
    }

    [Fact]
    public void A_fork_needs_two_ways() =>
        Assert.StartsWith("A fork needs at least two ways, but has 1.", Assert.Throws<ArgumentException>(() => new Fork("only")).Message, StringComparison.Ordinal);

    [Fact]
    public void Stops_with_a_clear_word_where_nothing_is_left()
    {
        using var scope = NewDisposeScope();
        using var model = Networks.Of("mlp");
        var input = randn(16, 8, requires_grad: true);
        using (no_grad()) model.named_parameters().Single(parameter => parameter.name == "linear3.weight").parameter.zero_();

        var ledger = Read(model, input, output => output.pow(2).mean(), portable: false, out _);

        Assert.Equal(LedgerEnd.NothingLeft, ledger.End);
        Assert.Equal(("linear3", 0.0), (ledger.Links[^1].Name, ledger.Links[^1].Gain));
        Assert.True(double.IsFinite(ledger.TotalDecades));
    }

    [Theory]
    [InlineData(1e-12f)]
    [InlineData(1e+10f)]
    public void Counts_gains_far_beyond_what_squares_in_float_can_hold(float scale)
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("a", Linear(4, 4, hasBias: false)), ("b", Linear(4, 4, hasBias: false)), ("c", Linear(4, 4, hasBias: false)));
        using (no_grad())
        {
            foreach (var parameter in model.parameters()) parameter.copy_(eye(4) * scale);
        }

        var input = randn(2, 4, requires_grad: true);
        var ledger = Read(model, input, output => (output * 1e-4f).sum(), portable: false, out _);

        Assert.Equal(3 * Math.Log10(scale), ledger.TotalDecades, 1e-5);
        Assert.All(ledger.Links, link => Assert.Equal(scale, link.Gain, 1e-5 * scale));
    }

    static ChainLedger Read(Module<Tensor, Tensor> model, Tensor input, Func<Tensor, Tensor> loss, bool portable, out double atOutput)
    {
        using var monitor = GradientMonitor.Attach(model, null, new() { Every = 1, PortableHooks = portable });
        var output = model.call(input);
        output.retain_grad();
        var value = loss(output);
        value.backward();
        monitor.Step(value);

        Assert.DoesNotContain(monitor.Diagnose(), finding => finding.Id == "probe-failure");
        atOutput = output.grad!.to(float64).norm().item<double>();
        return monitor.History.Latest!.Ledger;
    }

    sealed class Forked : Module<Tensor, Tensor>
    {
        readonly Fork _fork = new("branch", "skip");
        readonly Sum _sum = new();

        public Forked()
            : base(nameof(Forked)) => RegisterComponents();

        public TorchSharp.Modules.Linear Branch { get; } = Linear(8, 5);

        public TorchSharp.Modules.Linear Skip { get; } = Linear(8, 5);

        public override Tensor forward(Tensor input)
        {
            var ways = _fork.call(input);
            return _sum.call(Branch.call(ways[0]), Skip.call(ways[1]));
        }
    }

    sealed class FunctionalSkip : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _first = Linear(8, 8);
        readonly TorchSharp.Modules.Linear _inner = Linear(8, 8);
        readonly TorchSharp.Modules.Tanh _tanh = Tanh();
        readonly TorchSharp.Modules.Linear _output = Linear(8, 3);

        public FunctionalSkip()
            : base(nameof(FunctionalSkip)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var first = _first.call(input);
            return _output.call(first + _tanh.call(_inner.call(first)));
        }
    }
}
