using Fathom.Torch.Treatments;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Treatments;

/// <summary>Networks of every family that can be treated, batches for them, and a comparison of what they compute.</summary>
static class Patients
{
    public static Module<Tensor, Tensor> Of(string family) => family switch
    {
        "cnn" => Sequential(
            ("conv1", Conv2d(1, 4, 3, padding: 1)), ("norm1", BatchNorm2d(4)), ("relu1", ReLU(inplace: true)),
            ("conv2", Conv2d(4, 4, 3, padding: 1)), ("relu2", ReLU()), ("pool", MaxPool2d(2)), ("flatten", Flatten()),
            ("linear1", Linear(64, 16)), ("relu3", LeakyReLU(0.1)), ("output", Linear(16, 3))),
        "residual" => Sequential(("first", Linear(8, 8)), ("block1", new Block(8)), ("block2", new Block(8)), ("output", Linear(8, 3))),
        "lstm" => new LstmHead(),
        _ => Sequential(
            ("linear1", Linear(8, 16)), ("tanh1", Tanh()), ("linear2", Linear(16, 16)), ("tanh2", Tanh()),
            ("linear3", Linear(16, 16)), ("tanh3", Tanh()), ("output", Linear(16, 3))),
    };

    /// <summary>Ten layers of relu without norms, whose first learn little.</summary>
    public static Module<Tensor, Tensor> Deep(Func<Module<Tensor, Tensor>> activation, int depth = 10, int width = 16)
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        for (var layer = 1; layer <= depth; layer++)
        {
            layers.Add(($"linear{layer}", Linear(layer == 1 ? 8 : width, width)));
            layers.Add(($"act{layer}", activation()));
        }

        layers.Add(("output", Linear(width, 3)));
        return Sequential(layers);
    }

    public static Tensor Batch(string family, int size = 24) => family switch
    {
        "cnn" => randn(size, 1, 8, 8),
        "lstm" => randn(size, 6, 5),
        _ => randn(size, 8),
    };

    /// <summary>What the model answers, as numbers of its own, in the given mode.</summary>
    public static float[] Answers(Module<Tensor, Tensor> model, Tensor batch, bool training)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var mode = model.training;
        var buffers = model.buffers().Select(buffer => (buffer, before: buffer.clone())).ToList();
        model.train(training);
        var answers = model.call(batch).to(float32).flatten().data<float>().ToArray();
        foreach (var (buffer, before) in buffers) buffer.copy_(before);
        model.train(mode);
        return answers;
    }

    /// <summary>The largest difference of two answers, as a share of the largest answer.</summary>
    public static double Change(float[] before, float[] after)
    {
        Assert.Equal(before.Length, after.Length);
        return before.Zip(after, (left, right) => Math.Abs(left - right)).Max() / before.Max(Math.Abs);
    }

    /// <summary>Trains on fixed labels that depend on the input; returns the losses.</summary>
    public static List<double> Train(Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor batch, int steps, Action<Tensor>? step = null)
    {
        model.train();
        var losses = new List<double>();
        for (var number = 0; number < steps; number++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = functional.cross_entropy(model.call(batch), Labels(batch));
            loss.backward();
            if (step is null) optimizer.step();
            else step(loss);
            losses.Add(loss.item<float>());
        }

        return losses;
    }

    public static LiveTraining Live(Module<Tensor, Tensor> model, optim.Optimizer? optimizer, Tensor batch) => new(model, optimizer) { Example = () => model.call(batch) };

    static Tensor Labels(Tensor batch)
    {
        var sums = batch.flatten(1).narrow(1, 0, 4).sum(1);
        return (sums > 0.7).to(int64) + (sums > -0.7).to(int64);
    }

    /// <summary>x + branch(x), the branch a field that can hold any module.</summary>
    public sealed class Block : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.Linear _up;
        readonly Module<Tensor, Tensor> _bend = Tanh();
        readonly Module<Tensor, Tensor> _down;

        public Block(int width)
            : base(nameof(Block))
        {
            _up = Linear(width, 2 * width);
            _down = Linear(2 * width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input + _down.call(_bend.call(_up.call(input)));
    }

    sealed class LstmHead : Module<Tensor, Tensor>
    {
        readonly TorchSharp.Modules.LSTM _lstm = LSTM(5, 8, batchFirst: true);
        readonly Module<Tensor, Tensor> _head = Sequential(("linear1", Linear(8, 8)), ("relu1", ReLU()), ("linear2", Linear(8, 8)), ("relu2", ReLU()), ("output", Linear(8, 3)));

        public LstmHead()
            : base(nameof(LstmHead)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var (sequence, _, _) = _lstm.call(input, null);
            return _head.call(sequence.select(1, -1));
        }
    }
}
