using Fathom.Statistics;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Parameter = TorchSharp.Modules.Parameter;

namespace Fathom.Torch.Tests;

public class ParameterReadingTests
{
    static readonly MonitorOptions EveryStep = new() { Every = 1 };

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    public void Measures_the_descent_as_torch_does(ScalarType type)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        using var model = Linear(37, 29).to(type);
        using var optimizer = optim.Adam(model.parameters(), 0.01);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);
        var before = model.parameters().Select(parameter => parameter.detach().to(float64, copy: true)).ToList();

        var loss = model.call(randn(8, 37).to(type)).pow(2).mean();
        loss.backward();
        monitor.Step(loss);

        var expected = model.parameters().Zip(before)
            .Select(pair => -(pair.First.grad!.to(float64) * (pair.First.detach().to(float64) - pair.Second)).sum().item<double>()).ToList();
        var reading = monitor.History.Latest!;
        foreach (var (wanted, parameter) in expected.Zip(reading.Parameters)) Assert.Equal(wanted, parameter.Update!.Descent, 1e-6 * Math.Abs(wanted));
        Assert.Equal(expected.Sum(), reading.Descent, 1e-6 * expected.Sum());
        Assert.True(reading.Descent > 0);
    }

    [Fact]
    public void Scales_the_descent_of_a_sample_up_to_the_whole()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(300, 200, hasBias: false);
        using var optimizer = optim.SGD(model.parameters(), 0.5);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep with { UpdateSample = 4096 });

        var loss = model.call(ones(1, 300)).sum();
        loss.backward();
        monitor.Step(loss);

        // Each of the 60,000 gradients is 1 and each weight moves by -0.5.
        Assert.Equal(30_000, monitor.History.Latest!.Descent, 0.1);
    }

    [Fact]
    public void Knows_no_descent_without_an_optimizer()
    {
        using var scope = NewDisposeScope();
        using var model = Linear(4, 3);
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);

        var loss = model.call(ones(2, 4)).sum();
        loss.backward();
        monitor.Step(loss);

        Assert.True(double.IsNaN(monitor.History.Latest!.Descent));
        Assert.All(monitor.History.Latest.Parameters, parameter => Assert.Null(parameter.IsOwned));
    }

    [Fact]
    public void Tells_frozen_from_forgotten_parameters()
    {
        using var scope = NewDisposeScope();
        using var model = Networks.Mlp(depth: 1);
        var parameters = model.parameters().ToList();
        parameters[0].requires_grad_(false);
        using var optimizer = optim.SGD(parameters.Take(3), 0.5);
        using var monitor = GradientMonitor.Attach(model, optimizer, EveryStep);

        var loss = model.call(randn(4, 8)).pow(2).mean();
        loss.backward();
        monitor.Step(loss);

        var read = monitor.History.Latest!.Parameters;
        Assert.Equal([false, true, true, true], read.Select(parameter => parameter.RequiresGradient));
        Assert.Equal([true, true, true, false], read.Select(parameter => parameter.IsOwned!.Value));
        Assert.All(read, parameter => Assert.Equal(ElementType.Float32, parameter.Type));
    }

    [Theory]
    [InlineData("equal", true)]
    [InlineData("zero", true)]
    [InlineData("random", false)]
    [InlineData("lastDiffers", false)]
    [InlineData("oneRow", false)]
    [InlineData("vector", false)]
    [InlineData("turnedEqual", true)]
    [InlineData("turnedDiffers", false)]
    public void Recognises_rows_that_are_all_equal(string weights, bool expected)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var row = randn(1, 33);
        var values = weights switch
        {
            "equal" => row.repeat(17, 1),
            "zero" => zeros(17, 33),
            "random" => randn(17, 33),
            "lastDiffers" => cat([row.repeat(16, 1), row + 1e-6f], 0),
            "oneRow" => row,
            "vector" => ones(33),
            // Dense, but columns lie one behind the other.
            "turnedEqual" => row.repeat(17, 1).t().contiguous().t(),
            _ => ones(17, 33).cumsum(0).t().contiguous().t(),
        };
        using var model = new Holds(new Parameter(values));
        using var monitor = GradientMonitor.Attach(model, null, EveryStep);

        var loss = model.call(ones(1)).sum();
        loss.backward();
        monitor.Step(loss);

        Assert.Equal(expected, Assert.Single(monitor.History.Latest!.Parameters).HasEqualRows);
    }

    sealed class Holds : Module<Tensor, Tensor>
    {
        readonly Parameter _weights;

        public Holds(Parameter weights)
            : base(nameof(Holds))
        {
            _weights = weights;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input * _weights.sum();
    }
}
