using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Outlets;

/// <summary>A plain training loop under a monitor, the same numbers each time.</summary>
sealed class WatchedLoop : IDisposable
{
    readonly optim.Optimizer _optimizer;

    public WatchedLoop(MonitorOptions options, string family = "mlp", double rate = 0.05)
    {
        random.manual_seed(7);
        (Family, Model) = (family, family == "deep-sigmoid" ? DeepSigmoid() : Networks.Of(family));
        _optimizer = optim.SGD(Model.parameters(), rate, momentum: 0.9);
        Monitor = GradientMonitor.Attach(Model, _optimizer, options);
    }

    public string Family { get; }

    public Module<Tensor, Tensor> Model { get; }

    public GradientMonitor Monitor { get; }

    public byte[] Weights => [.. Model.parameters().SelectMany(parameter => parameter.bytes.ToArray())];

    public WatchedLoop Take(int steps, float poison = 1)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var (input, target) = Networks.Batch(Family);
            _optimizer.zero_grad();
            var loss = functional.cross_entropy(Model.call(input), target).mul(poison);
            loss.backward();
            Monitor.Step(loss);
        }

        return this;
    }

    public void Dispose()
    {
        Monitor.Dispose();
        _optimizer.Dispose();
        Model.Dispose();
    }

    static Module<Tensor, Tensor> DeepSigmoid() => Sequential(
        [.. Enumerable.Range(1, 16).SelectMany(depth => new (string, Module<Tensor, Tensor>)[] { ($"linear{depth}", Linear(8, 8)), ($"sigmoid{depth}", Sigmoid()) }), ("output", Linear(8, 3))]);
}
