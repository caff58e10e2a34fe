using Fathom.Recipes;

namespace Fathom.Tests.Treatments;

/// <summary>Recipes of every family to try treatments on.</summary>
static class Trainees
{
    public static Recipe Mlp { get; } = Of(new() { Input = [784], Layers = [new Repeat { Times = 4, Layers = [new Linear { Units = 64 }, new Relu()] }, new Linear { Units = 10 }] });

    public static Recipe Cnn { get; } = Of(new()
    {
        Input = [1, 28, 28],
        Layers =
        [
            new Conv2d { Channels = 8, Kernel = 3 }, new BatchNorm(), new Relu(), new MaxPool { Kernel = 2 }, new Flatten(), new Dropout { Probability = 0.3 },
            new Linear { Units = 10 },
        ],
    });

    public static Recipe Resnet { get; } = Of(new()
    {
        Input = [64],
        Parts = [new Part("head", [new Linear { Units = 10 }])],
        Layers = [new Repeat { Times = 3, Layers = [new Residual { Layers = [new Linear { Units = 64 }, new Tanh(), new Dropout()] }] }, new Use { Part = "head" }],
    });

    public static Recipe Rnn { get; } = Remembering(new Rnn { Units = 16, Output = RecurrentOutput.Last });

    public static Recipe NormedRnn { get; } = Remembering(new Rnn { Units = 16, LayerNorm = true, Output = RecurrentOutput.Last });

    public static Recipe Lstm { get; } = Remembering(new Lstm { Units = 16, Dropout = 0.2, Variational = true, Output = RecurrentOutput.Last });

    public static Recipe Transformer { get; } = Of(new()
    {
        Input = [28, 28],
        Layers = [new Linear { Units = 32 }, new TransformerBlock { Heads = 2, Dropout = 0.1 }, new MeanOverTime(), new Linear { Units = 10 }],
    }) with { Training = new() { Optimizer = new Adam() } };

    public static Recipe Letters { get; } = Of(new() { Input = [50], Layers = [new Embedding { Vocabulary = 60, Width = 16 }, new Lstm { Units = 32 }, new Linear { Units = 60 }] }) with
    {
        Data = new TextFile { Path = "letters.txt", Encoding = SymbolEncoding.Index },
        Training = new() { Optimizer = new RmsProp(), ClipNorm = 0.5 },
    };

    public static Recipe YesOrNo { get; } = Of(new() { Input = [2], Layers = [new Linear { Units = 16 }, new Tanh(), new Linear { Units = 1 }, new Sigmoid()] }) with
    {
        Data = new Circles { Prepare = new Standardise() },
        Loss = new Bce(),
        Training = new() { Optimizer = new AdamW { LearningRate = 0.01 }, Schedule = new CosineDecay { To = 1e-4 } },
    };

    public static Recipe Frozen { get; } = Mlp with
    {
        Training = new()
        {
            Optimizer = new Sgd
            {
                LearningRate = 0.1, Momentum = 0.9,
                Groups = [new ParameterGroup { Match = "linear1.*", LearningRate = 0 }, new ParameterGroup { Match = "linear2.*", LearningRate = 0 }, new ParameterGroup { Match = "linear5.*", LearningRate = 0.01 }],
            },
        },
    };

    public static Recipe Cycled { get; } = Mlp with
    {
        Training = new() { Optimizer = new Adagrad(), Schedule = new WarmUp { Steps = 10, Then = new OneCycle { Max = 0.5 } }, WeightDecay = 0.01, MaxNorm = 1, PreserveGradients = 0 },
    };

    public static Recipe HalfPrecision { get; } = Mlp with { Training = new() { Precision = Precision.Float16, Steps = 1, Batch = 1_000_000 } };

    public static Recipe Extreme { get; } = Mlp with
    {
        Training = new() { Optimizer = new Sgd { LearningRate = 1e6, Groups = [new ParameterGroup { Match = "*", LearningRate = 1e6 }] }, Schedule = new CosineDecay { To = 1e6 }, Steps = 1_000_000_000, WeightDecay = 1000 },
    };

    public static Recipe Tiny { get; } = Mlp with { Training = new() { Optimizer = new Adam { LearningRate = 1e-300 }, Schedule = new OnPlateau { Least = 1e-305 } } };

    public static Recipe Unscaled { get; } = Mlp with
    {
        Data = new Clouds { Features = 10, Classes = 10, Spread = 1e4 },
        Network = new() { Input = [10], Layers = [new Linear { Units = 64 }, new Selu(), new Linear { Units = 10 }, new Softmax()] },
    };

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Recipe> All { get; } = new Dictionary<string, Recipe>(StringComparer.Ordinal)
    {
        [nameof(Mlp)] = Mlp, [nameof(Cnn)] = Cnn, [nameof(Resnet)] = Resnet, [nameof(Rnn)] = Rnn, [nameof(NormedRnn)] = NormedRnn, [nameof(Lstm)] = Lstm,
        [nameof(Transformer)] = Transformer, [nameof(Letters)] = Letters, [nameof(YesOrNo)] = YesOrNo, [nameof(Frozen)] = Frozen, [nameof(Cycled)] = Cycled,
        [nameof(HalfPrecision)] = HalfPrecision, [nameof(Extreme)] = Extreme, [nameof(Tiny)] = Tiny, [nameof(Unscaled)] = Unscaled, [nameof(Sick)] = Sick.Recipe,
    };

    /// <summary>The recipe with another optimizer.</summary>
    public static Recipe With(this Recipe recipe, Optimizer optimizer) => recipe with { Training = recipe.Training with { Optimizer = optimizer } };

    /// <summary>The recipe with another schedule.</summary>
    public static Recipe With(this Recipe recipe, Schedule schedule) => recipe with { Training = recipe.Training with { Schedule = schedule } };

    /// <summary>The recipe with another precision.</summary>
    public static Recipe With(this Recipe recipe, Precision precision) => recipe with { Training = recipe.Training with { Precision = precision } };

    /// <summary>The names of all recipes that <paramref name="treatment"/> changes in any of its forms.</summary>
    public static string[] Touched(Fathom.Treatments.ITreatment treatment, Fathom.Diagnoses.Finding finding) =>
        [.. All.Where(patient => treatment.Variants(patient.Value, finding).Any()).Select(patient => patient.Key).Order(StringComparer.Ordinal)];

    static Recipe Of(Network network) => new() { Name = "patient", Network = network };

    static Recipe Remembering(RecurrentLayer layer) => Of(new() { Input = [60, 2], Layers = [layer, new Linear { Units = 1 }] }) with
    {
        Data = new AddingProblem { Length = 60, Samples = 2000 },
        Loss = new Mse(),
    };
}
