using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Benchmarks.Monitoring;

/// <summary>One network and one batch, to be trained on again and again.</summary>
sealed record Workload(string Name, string Description, Func<Module<Tensor, Tensor>> Build, Func<Tensor> Input, int Batch)
{
    /// <summary>The four workloads on which other tools' costs are known.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("W1", "MLP 784-256x20-10, sigmoid, batch 128", DeepSigmoid, () => randn(128, 784), 128),
        new("W2", "MLP 1024x8, ReLU, batch 256", WideRelu, () => randn(256, 1024), 256),
        new("W3", "ResNet-20 with batch-norm, 3x32x32, batch 64", () => new ResNet20(), () => randn(64, 3, 32, 32), 64),
        new("W4", "LSTM 64 to 256, 100 time steps, batch 32", () => new LastOfSequence(), () => randn(32, 100, 64), 32),
    ];

    static Module<Tensor, Tensor> DeepSigmoid()
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        for (var layer = 1; layer <= 20; layer++)
        {
            layers.Add(($"linear{layer}", Linear(layer == 1 ? 784 : 256, 256)));
            layers.Add(($"sigmoid{layer}", Sigmoid()));
        }

        layers.Add(("output", Linear(256, 10)));
        return Sequential(layers);
    }

    static Module<Tensor, Tensor> WideRelu()
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        for (var layer = 1; layer <= 8; layer++)
        {
            layers.Add(($"linear{layer}", Linear(1024, 1024)));
            layers.Add(($"relu{layer}", ReLU()));
        }

        layers.Add(("output", Linear(1024, 10)));
        return Sequential(layers);
    }

    sealed class LastOfSequence : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.LSTM _lstm = LSTM(64, 256, batchFirst: true);
        readonly TorchSharp.Modules.Linear _output = Linear(256, 10);

        public LastOfSequence()
            : base(nameof(LastOfSequence)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var (sequence, _, _) = _lstm.call(input, null);
            return _output.call(sequence.select(1, -1));
        }
    }

    /// <summary>He et al. (2016), the CIFAR form with 20 layers.</summary>
    sealed class ResNet20 : Module<Tensor, Tensor>
    {
        readonly Module<Tensor, Tensor> _body;

        public ResNet20()
            : base(nameof(ResNet20))
        {
            var parts = new List<(string, Module<Tensor, Tensor>)> { ("conv", Conv2d(3, 16, 3, padding: 1, bias: false)), ("norm", BatchNorm2d(16)), ("relu", ReLU()) };
            var channels = 16;
            for (var block = 0; block < 9; block++)
            {
                var width = 16 << (block / 3);
                parts.Add(($"block{block + 1}", new Block(channels, width)));
                channels = width;
            }

            parts.AddRange([("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()), ("output", Linear(64, 10))]);
            _body = Sequential(parts);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _body.call(input);
    }

    sealed class Block : Module<Tensor, Tensor>
    {
        readonly Module<Tensor, Tensor> _branch;
        readonly Module<Tensor, Tensor>? _projection;
        readonly Module<Tensor, Tensor> _relu = ReLU();

        public Block(int from, int to)
            : base(nameof(Block))
        {
            var stride = from == to ? 1 : 2;
            _branch = Sequential(
                ("conv1", Conv2d(from, to, 3, stride: stride, padding: 1, bias: false)),
                ("norm1", BatchNorm2d(to)),
                ("relu1", ReLU()),
                ("conv2", Conv2d(to, to, 3, padding: 1, bias: false)),
                ("norm2", BatchNorm2d(to)));
            if (from != to) _projection = Conv2d(from, to, 1, stride: stride, bias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _relu.call(_branch.call(input) + (_projection?.call(input) ?? input));
    }
}
