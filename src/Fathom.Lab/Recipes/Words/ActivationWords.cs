using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Words for activations.</summary>
static class ActivationWords
{
    public static IEnumerable<Word> All =>
    [
        LayerWord.Plain("sigmoid", "1 / (1 + e^-x), between 0 and 1, with a slope of at most a quarter.", () => new Sigmoid()),
        LayerWord.Plain("tanh", "The hyperbolic tangent, between -1 and 1, with a slope of at most 1.", () => new Tanh()),
        LayerWord.Plain("hard-tanh", "x, but never below -1 nor above 1; the slope is 1 between and 0 outside.", () => new HardTanh()),
        LayerWord.Plain("softsign", "x / (1 + |x|), between -1 and 1; it saturates more slowly than the hyperbolic tangent.", () => new Softsign()),
        LayerWord.Plain("relu", "The greater of x and 0; the slope is 0 or 1.", () => new Relu()),
        LayerWord.Plain("leaky-relu", "x above 0 and slope · x below.", () => new LeakyRelu(),
            Option.Of("slope", new NumberForm(-1, 1), (LeakyRelu layer) => layer.Slope,
                (layer, slope) => layer with { Slope = slope }, "The slope below 0.")) with { HasMain = true },
        LayerWord.Plain("prelu", "x above 0 and slope · x below, the slope being learnt.", () => new Prelu(),
            Option.Of("slope", new NumberForm(-1, 1), (Prelu layer) => layer.Slope,
                (layer, slope) => layer with { Slope = slope }, "The slope below 0 that learning starts from."),
            Option.Of("per-channel", new BooleanForm(), (Prelu layer) => layer.PerChannel,
                (layer, own) => layer with { PerChannel = own }, "Whether each channel, the first number of the shape, learns a slope of its own.")) with { HasMain = true },
        LayerWord.Plain("elu", "x above 0 and alpha · (e^x - 1) below.", () => new Elu(),
            Option.Of("alpha", new NumberForm(0, 100) { Above = true }, (Elu layer) => layer.Alpha,
                (layer, alpha) => layer with { Alpha = alpha }, "How far below 0 it saturates.")) with { HasMain = true },
        LayerWord.Plain("selu", "1.0507 x above 0 and 1.7581 (e^x - 1) below, which draws mean and variance towards 0 and 1.", () => new Selu()),
        LayerWord.Plain("gelu", "x times the normal distribution function of x.", () => new Gelu(),
            Option.Of("approximate", new BooleanForm(), (Gelu layer) => layer.Approximate,
                (layer, approximate) => layer with { Approximate = approximate }, "Whether the distribution function is approximated by a hyperbolic tangent.")),
        LayerWord.Plain("silu", "x · sigmoid(x), also called swish.", () => new Silu()) with { Aliases = ["swish"] },
        LayerWord.Plain("mish", "x · tanh(softplus(x)).", () => new Mish()),
        LayerWord.Plain("softplus", "ln(1 + e^x), a smooth rectifier whose slope is the sigmoid.", () => new Softplus()),
        LayerWord.Plain("hard-sigmoid", "x/6 + 1/2, but never below 0 nor above 1.", () => new HardSigmoid()),
        LayerWord.Plain("hard-swish", "x · hard-sigmoid(x).", () => new HardSwish()),
        LayerWord.Plain("exponential", "e^x, whose slope is itself.", () => new Exponential()),
        LayerWord.Plain("identity", "x as it comes, for networks that are linear on purpose.", () => new Identity()),
        LayerWord.Plain("softmax", "Shares that add up to 1, over the last number of the shape, over the channels of an image.", () => new Softmax()),
        LayerWord.Plain("log-softmax", "The logarithm of the softmax.", () => new LogSoftmax()),
    ];
}
