using Fathom.Recipes;

namespace Fathom.Tests.Treatments;

/// <summary>Networks of every shape that a treatment meets.</summary>
static class Patients
{
    /// <summary>Named recipes: rows, repetitions, blocks, parts, convolutions, sequences, output activations.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        Of("deep sigmoid", [784], [Times(20, Dense(64), new Sigmoid()), Dense(10)]),
        Of("deep relu", [784], [Times(20, Dense(64), new Relu()), Dense(10)]),
        Of("deep tanh", [784], [Times(30, Dense(64), new Tanh()), Dense(10)]),
        Of("dead relu", [784], [Times(4, Dense(64), new Relu()), Dense(10)], new HeNormal()) is var dead
            ? dead with { Network = dead.Network with { BiasInit = new Constant { Value = -1 } } } : throw new InvalidOperationException(),
        Of("headless repetition", [64], [Times(12, Dense(64), new Sigmoid())]),
        Of("softmax behind", [20], [Dense(32), new Tanh(), Dense(32), new Tanh(), Dense(5), new Softmax()], new Normal { Deviation = 0.01 }),
        Of("sigmoid behind", [20], [Dense(16), new Sigmoid(), Dense(16), new Dropout(), new Sigmoid(), Dense(1), new Sigmoid()]),
        Of("own starts", [20], [Dense(32) with { Init = new Zeros(), Name = "first" }, new Relu { Name = "bend" }, Dense(32), new Relu(), Dense(5) with { BiasInit = new Constant { Value = -2 } }], new Constant { Value = 0.1 }),
        Of("pyramid", [64], [Dense(48), new Elu(), Dense(32), new Elu(), Dense(16), new Elu(), Dense(4)], new Orthogonal()),
        Of("narrow", [4], [Times(10, Dense(3), new Relu()), Dense(2)]),
        Of("plain batch-norm", [784], [Times(30, Dense(64), new BatchNorm(), new Relu()), Dense(10)], new HeNormal()),
        Of("critical", [64], [Times(10, Dense(64), new Tanh()), Dense(10)], new Critical()),
        Of("convolutions", [1, 28, 28], [Conv(8, stride: 2), new Relu(), Times(10, Conv(8), new Relu()), new GlobalAvgPool(), Dense(10)]),
        Of("strides", [1, 32, 32], [Times(3, Conv(8, stride: 2), new Sigmoid()), new Flatten(), Dense(10)], batch: 1),
        Of("line", [2, 40], [new Conv1d { Channels = 6, Padding = Padding.Same }, new Tanh(), new Conv1d { Channels = 6, Padding = Padding.Same }, new Tanh(), new GlobalMaxPool(), Dense(3)]),
        Of("residual", [784], [Dense(64), Times(9, new Residual { Layers = [new BatchNorm(), new Relu(), Dense(64), new BatchNorm(), new Relu(), Dense(64)] }), Dense(10)], new HeNormal()),
        Of("block at the end", [16], [Dense(16), new Tanh(), new Residual { Layers = [Dense(16), new Sigmoid(), Dense(16)] }, new Sigmoid()]),
        Of("fixup", [16], [Times(4, new Residual { Layers = [Dense(16), new Relu(), Dense(16)], Scale = new FixupScale() }), Dense(3) with { Init = new Zeros() }], new HeNormal()),
        Of("highway and dense", [16], [Times(4, new Highway { Layers = [Dense(16), new Tanh()] }), new Dense { Layers = [Dense(8), new Tanh()] }, Dense(3)]),
        WithParts("parts", [new Use { Part = "hidden" }, new Use { Part = "hidden" }, Dense(4)]),
        WithParts("shared parts", [Dense(24), new Use { Part = "hidden", Shared = true }, new Use { Part = "hidden", Shared = true }]),
        Of("rnn", [60, 2], [new Rnn { Units = 32, Form = RecurrentForm.Cells, Output = RecurrentOutput.Last }, Dense(1)]),
        Of("exploding rnn", [60, 2], [new Rnn { Units = 32, Activation = RecurrentActivation.Relu, RecurrentInit = new Normal { Deviation = 0.4 }, Form = RecurrentForm.Cells, Output = RecurrentOutput.Last }, Dense(1)]),
        Of("rnn alone", [12, 4], [new Rnn { Units = 4, Bias = false, Bidirectional = true }, new LastStep()], new Orthogonal()),
        Of("lstm stack", [30, 8], [new Lstm { Units = 16 }, new Lstm { Units = 16, Layers = 2, Output = RecurrentOutput.Last }, Dense(16), new Tanh(), Dense(2)]),
        Of("embedded gru", [30], [new Embedding { Vocabulary = 50, Width = 8 }, new Gru { Units = 16, Name = "memory" }, new LastStep(), Dense(2)]),
        Of("post-norm transformer", [28, 28], [Dense(32), new PositionalEncoding(), Times(6, new TransformerBlock { Heads = 2, FeedForward = 64, Norm = NormPlacement.Post, Activation = FeedForwardActivation.Tanh }), new MeanOverTime(), Dense(10)], new XavierUniform()),
        Of("maxout", [20], [new Maxout { Units = 16 }, new Maxout { Units = 16 }, Dense(3)], new Lsuv()),
        Of("one layer", [20], [Dense(3)]),
        Of("linear on purpose", [16], [Times(6, Dense(16), new Identity()), Dense(3)]),
        Of("exponential", [16], [Dense(16), new Exponential(), Dense(16), new Softplus(), Dense(3), new LogSoftmax()]),
    ];

    /// <summary>The one of this name.</summary>
    public static Recipe Named(string name) => All.Single(recipe => recipe.Name == name);

    public static Linear Dense(int units) => new() { Units = units };

    public static Repeat Times(int times, params ReadOnlySpan<Layer> layers) => new() { Times = times, Layers = ValueList.Of(layers) };

    static Conv2d Conv(int channels, int stride = 1) => new() { Channels = channels, Stride = stride, Padding = Padding.Same };

    public static Recipe Of(string name, ValueList<int> input, ValueList<Layer> layers, Initialization? init = null, int batch = 128) => new()
    {
        Name = name,
        Network = new Network { Input = input, Layers = layers, Init = init ?? new TorchDefault() },
        Training = new TrainingPlan { Batch = batch },
    };

    static Recipe WithParts(string name, ValueList<Layer> layers)
    {
        var recipe = Of(name, [24], layers);
        return recipe with { Network = recipe.Network with { Parts = [new Part("hidden", [Times(3, Dense(24), new Sigmoid())])] } };
    }
}
