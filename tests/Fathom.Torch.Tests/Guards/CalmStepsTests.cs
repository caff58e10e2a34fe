using Fathom.Torch.Guards;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Guards;

public sealed class CalmStepsTests : IDisposable
{
    const double Gradient = 1L << 50;
    const double Largest = float.MaxValue;

    readonly DisposeScope _scope = NewDisposeScope();
    readonly Module<Tensor, Tensor> _model = Linear(4, 3);

    [Theory]
    [InlineData("sgd", true)]
    [InlineData("sgd with momentum", true)]
    [InlineData("adam", true)]
    [InlineData("adamw", true)]
    [InlineData("rmsprop", true)]
    [InlineData("adagrad", true)]
    [InlineData("sgd with decay", true)]
    [InlineData("sgd with much decay", false)]
    [InlineData("adam with decay in the gradient", false)]
    [InlineData("adam with a slow mean", false)]
    [InlineData("sgd at a rate of 2000", false)]
    public void Are_steady_at_usual_settings(string settings, bool steady)
    {
        using var optimizer = Make(settings);
        var calm = new CalmSteps(new GuardedTraining(_model, optimizer, _ => { }));

        Assert.True(calm.AllowsFor());
        Assert.Equal(steady, calm.AreSteady());
    }

    [Theory]
    [InlineData(1024, 1.0 / (1 << 23))]
    [InlineData(1.0 / (1 << 13), 1)]
    [InlineData(1e-6, 1)]
    [InlineData(1024, 0)]
    public void Steady_gradient_descent_at_its_limits_stays_in_its_format_for_a_thousand_steps(double rate, double decay)
    {
        var (weight, memory) = (Gradient, Gradient);
        for (var step = 0; step < 1_000; step++)
        {
            // The worst of momentum 1, of Nesterov's look ahead, and of signs that all work together.
            var gradient = Gradient + (decay * weight);
            memory += gradient;
            weight += rate * (gradient + memory);
        }

        Assert.True(weight < Largest && memory < Largest);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    public void Steady_adaptive_steps_at_their_limits_stay_in_their_format_for_a_thousand_steps(string rule)
    {
        const double rate = 1024, epsilon = 1.0 / (1L << 40), beta = 1 - (1.0 / 1024);
        var (weight, mean, square) = (Gradient, Gradient, Gradient);
        for (var step = 0; step < 1_000; step++)
        {
            square = rule == "adagrad" ? square + (Gradient * Gradient) : Math.Max(square, Gradient * Gradient);
            // The root in the denominator is left out: at its smallest it is 0.
            mean = rule switch { "adam" => Math.Max(mean, Gradient), "rmsprop" => mean + (Gradient / epsilon), _ => Gradient };
            weight += rate * (rule switch { "adam" => mean / (1 - beta) / epsilon, "rmsprop" => mean, _ => mean / epsilon });
        }

        Assert.True(weight < Largest && mean < Largest && square < Largest);
    }

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    optim.Optimizer Make(string settings) => settings switch
    {
        "sgd" => optim.SGD(_model.parameters(), 0.1),
        "sgd with momentum" => optim.SGD(_model.parameters(), 0.1, momentum: 0.9, nesterov: true),
        "sgd with decay" => optim.SGD(_model.parameters(), 0.1, momentum: 0.9, weight_decay: 5e-4),
        "sgd with much decay" => optim.SGD(_model.parameters(), 0.1, weight_decay: 0.1),
        "sgd at a rate of 2000" => optim.SGD(_model.parameters(), 2000),
        "adam" => optim.Adam(_model.parameters(), 1e-3),
        "adam with decay in the gradient" => optim.Adam(_model.parameters(), 1e-3, weight_decay: 1e-4),
        "adam with a slow mean" => optim.Adam(_model.parameters(), 1e-3, beta1: 0.9999),
        "adamw" => optim.AdamW(_model.parameters(), 1e-3, weight_decay: 0.1),
        "rmsprop" => optim.RMSProp(_model.parameters(), 1e-3, momentum: 0.9),
        _ => optim.Adagrad(_model.parameters(), 0.01),
    };
}
