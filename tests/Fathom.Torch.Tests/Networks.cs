using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests;

/// <summary>Small networks of every family, and data that fits them.</summary>
static class Networks
{
    public static Module<Tensor, Tensor> Mlp(int depth = 4, int width = 16, int inputs = 8, int outputs = 3)
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        for (var layer = 1; layer <= depth; layer++)
        {
            layers.Add(($"linear{layer}", Linear(layer == 1 ? inputs : width, width)));
            layers.Add(($"tanh{layer}", Tanh()));
        }

        layers.Add(("output", Linear(width, outputs)));
        return Sequential(layers);
    }

    public static Module<Tensor, Tensor> Cnn() => Sequential(
        ("conv1", Conv2d(1, 4, 3, padding: 1)),
        ("norm1", BatchNorm2d(4)),
        ("relu1", ReLU(inplace: true)),
        ("pool1", MaxPool2d(2)),
        ("conv2", Conv2d(4, 8, 3, padding: 1)),
        ("relu2", ReLU()),
        ("drop", Dropout(0.2)),
        ("flatten", Flatten()),
        ("output", Linear(8 * 4 * 4, 3)));

    public static Module<Tensor, Tensor> Lstm() => new LastStep();

    public static (Tensor Input, Tensor Target) Batch(string family, int size = 16) => family switch
    {
        "cnn" => (randn(size, 1, 8, 8), randint(0, 3, size)),
        "lstm" => (randn(size, 6, 5), randint(0, 3, size)),
        _ => (randn(size, 8), randint(0, 3, size)),
    };

    public static Module<Tensor, Tensor> Of(string family) => family switch
    {
        "cnn" => Cnn(),
        "lstm" => Lstm(),
        "residual" => Sequential(("first", Linear(8, 8)), ("block1", new Residual(8)), ("block2", new Residual(8)), ("output", Linear(8, 3))),
        "shared" => new Shared(),
        _ => Mlp(),
    };

    /// <summary>Trains <paramref name="model"/>, hands every loss to <paramref name="step"/>, and returns its weights' bits.</summary>
    public static byte[] Train(Module<Tensor, Tensor> model, string family, int steps, Func<Tensor, optim.Optimizer, bool> step, Action<optim.Optimizer>? ready = null)
    {
        using var optimizer = optim.SGD(model.parameters(), 0.05, momentum: 0.9);
        ready?.Invoke(optimizer);
        for (var number = 0; number < steps; number++)
        {
            using var scope = NewDisposeScope();
            var (input, target) = Batch(family);
            optimizer.zero_grad();
            var loss = functional.cross_entropy(model.call(input), target);
            loss.backward();
            if (!step(loss, optimizer)) optimizer.step();
        }

        return [.. model.parameters().SelectMany(parameter => parameter.bytes.ToArray())];
    }

    sealed class LastStep : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.LSTM _lstm = LSTM(5, 7, batchFirst: true);
        readonly TorchSharp.Modules.Linear _output = Linear(7, 3);

        public LastStep()
            : base(nameof(LastStep)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var (sequence, _, _) = _lstm.call(input, null);
            return _output.call(sequence.select(1, -1));
        }
    }

    /// <summary>x + branch(x), the sum written as a plain operator.</summary>
    public sealed class Residual : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _up;
        readonly TorchSharp.Modules.Tanh _tanh = Tanh();
        readonly TorchSharp.Modules.Linear _down;

        public Residual(int width)
            : base(nameof(Residual))
        {
            _up = Linear(width, 2 * width);
            _down = Linear(2 * width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input + _down.call(_tanh.call(_up.call(input)));
    }

    /// <summary>The same layer three times, with functions between that no module sees.</summary>
    sealed class Shared : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _layer = Linear(8, 8);
        readonly TorchSharp.Modules.Linear _output = Linear(8, 3);

        public Shared()
            : base(nameof(Shared)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            for (var time = 0; time < 3; time++) input = functional.tanh(_layer.call(input));
            return _output.call(input);
        }
    }
}
