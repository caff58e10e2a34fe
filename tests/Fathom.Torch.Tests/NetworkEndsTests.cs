using Fathom.Ledger;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests;

public class NetworkEndsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_what_was_handed_in_and_what_was_answered(bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var model = Networks.Mlp(depth: 1);
        var (input, target) = (randn(100, 8) * 50, randint(0, 3, 100));
        Tensor answer = zeros(1);

        var reading = Read(model, portable, () => functional.cross_entropy(answer = model.call(input), target));

        var handed = Assert.Single(reading.Inputs);
        Assert.Equal(input.to(float64).norm().item<double>(), handed.Values.Norm, 1e-6);
        Assert.InRange(handed.SampleSpread, 0.9, 1);
        var output = reading.Output!;
        Assert.Equal(("Linear", 3, 100L), (output.Type, output.Columns, output.Rows));
        var rows = Rows(answer, 100);
        Assert.Equal(rows.min().item<double>(), output.Minimum);
        Assert.Equal(rows.max().item<double>(), output.Maximum);
        Assert.Equal((rows.sum(1) - 1).abs().max().item<double>(), output.FarthestSumFromOne, 1e-12);
        // The gradient is a difference of probabilities, divided by the rows.
        var difference = (functional.softmax(answer.detach(), 1) - functional.one_hot(target, 3)).to(float64);
        var seen = Rows(difference, 100).abs();
        Assert.Equal(seen.max().item<double>(), output.LargestPull, 1e-6);
        Assert.Equal(seen.min().item<double>(), output.SmallestPull, 1e-6);
        Assert.InRange(output.GradientImbalance, 0, 1e-6);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(20, true)]
    [InlineData(100, false)]
    public void Sees_answers_that_are_compared_with_all_targets(int rows, bool portable)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var model = Sequential(("linear", Linear(4, 1)));
        var (input, target) = (randn(rows, 4), randn(rows));
        Tensor answer = zeros(1);

        // Shapes [n, 1] and [n] make [n, n].
        var output = Read(model, portable, () => ((answer = model.call(input)) - target).pow(2).mean()).Output!;

        Assert.Equal(target.mean().item<float>(), output.CommonTarget, 1e-5);
        if (rows <= 32) Assert.Equal((answer - target.mean()).pow(2).mean().item<float>(), output.CommonTargetLoss, 1e-5);
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("huber")]
    [InlineData("bce")]
    [InlineData("mean")]
    [InlineData("one row")]
    public void Sees_no_common_target_in_other_losses(string form)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var model = Sequential(("linear", Linear(4, 1)));
        var input = randn(form == "one row" ? 1 : 20, 4);
        var target = form == "bce" ? rand(20).round() : randn(input.shape[0]);

        var output = Read(model, portable: false, () => model.call(input).squeeze(1) is var answer && form switch
        {
            "huber" => functional.huber_loss(answer, target),
            "bce" => functional.binary_cross_entropy_with_logits(answer, target),
            "mean" => -answer.mean(),
            _ => functional.mse_loss(answer, target),
        } is var loss ? loss : answer).Output!;

        Assert.Equal(double.NaN, output.CommonTarget);
        Assert.Equal(form == "bce", output.FarthestFromLogistic < 1e-5);
    }

    [Theory]
    [InlineData(1, "mean")]
    [InlineData(3, "mean")]
    [InlineData(3, "sum")]
    public void Recognises_a_logistic_loss_on_logits(int columns, string reduction)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var model = Sequential(("linear", Linear(4, columns)), ("sigmoid", Sigmoid()));
        var target = rand(50, columns).round();

        var output = Read(model, portable: false, () => functional.binary_cross_entropy_with_logits(model.call(randn(50, 4)), target, reduction: reduction == "sum" ? Reduction.Sum : Reduction.Mean)).Output!;
        var proper = Read(model, portable: false, () => functional.binary_cross_entropy(model.call(randn(50, 4)), target)).Output!;
        var squares = Read(model, portable: false, () => functional.mse_loss(model.call(randn(50, 4)), target)).Output!;

        Assert.InRange(output.FarthestFromLogistic, 0, 1e-5);
        Assert.InRange(proper.FarthestFromLogistic, 0.05, 100);
        Assert.InRange(squares.FarthestFromLogistic, 0.05, 100);
    }

    [Fact]
    public void Names_the_module_that_answered()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("linear", Linear(4, 3)), ("softmax", Softmax(1)));

        var output = Read(model, portable: false, () => functional.cross_entropy(model.call(randn(10, 4)), randint(0, 3, 10))).Output!;

        Assert.Equal("Softmax", output.Type);
        Assert.InRange(output.FarthestSumFromOne, 0, 1e-6);
        Assert.InRange(output.Minimum, 0, 1);
    }

    [Fact]
    public void Names_nobody_where_a_function_answered()
    {
        using var scope = NewDisposeScope();
        using var model = new EndsInFunction();

        var output = Read(model, portable: false, () => model.call(randn(10, 4)).pow(2).mean()).Output!;

        Assert.Equal(("", 2, 10L), (output.Type, output.Columns, output.Rows));
        Assert.True(output.GradientImbalance > 1e-3);
    }

    [Fact]
    public void Flattens_answers_at_each_time_step()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(4, 3);
        Tensor answer = zeros(1);

        var output = Read(model, portable: false, () => functional.cross_entropy((answer = model.call(randn(16, 8, 4))).transpose(1, 2), randint(0, 3, [16, 8]))).Output!;

        Assert.Equal((3, 128L), (output.Columns, output.Rows));
        Assert.Equal((Rows(answer.reshape(128, 3), 128).sum(1) - 1).abs().max().item<double>(), output.FarthestSumFromOne, 1e-12);
        // Handed back by the transposed way, and still row by row.
        Assert.InRange(output.GradientImbalance, 0, 1e-6);
    }

    [Fact]
    public void Reads_the_one_gradient_that_stands_for_many()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(4, 3);

        var output = Read(model, portable: false, () => model.call(randn(10, 4)).mean()).Output!;

        Assert.Equal(1, output.GradientImbalance, 1e-12);
        Assert.Equal(1.0 / 3, output.SmallestPull, 1e-6);
        Assert.Equal(1.0 / 3, output.LargestPull, 1e-6);
    }

    [Fact]
    public void Reads_no_tokens()
    {
        using var scope = NewDisposeScope();
        using var model = Embedding(10, 4);

        var reading = Read(model, portable: false, () => model.call(arange(4)).pow(2).mean());

        Assert.Empty(reading.Inputs);
        Assert.Equal("Embedding", reading.Output!.Type);
    }

    static Tensor Rows(Tensor answer, int count) =>
        answer.detach().to(float64).index_select(0, tensor(Enumerable.Range(0, 32).Select(row => (long)row * (count - 1) / 31).ToArray()));

    static StepReading Read(Module<Tensor, Tensor> model, bool portable, Func<Tensor> forward)
    {
        using var monitor = GradientMonitor.Attach(model, null, new() { Every = 1, PortableHooks = portable, Diagnoses = [] });
        var loss = forward();
        loss.backward();
        monitor.Step(loss);
        Assert.Empty(monitor.Diagnose());
        return monitor.History.Latest!;
    }

    sealed class EndsInFunction : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _layer = Linear(4, 2);

        public EndsInFunction()
            : base(nameof(EndsInFunction)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _layer.call(input).exp();
    }
}
