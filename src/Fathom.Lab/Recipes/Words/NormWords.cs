using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Words for normalisations and for dropout.</summary>
static class NormWords
{
    public static IEnumerable<Word> All =>
    [
        Norm("batch-norm", "Each channel, the first number of the shape, gets mean 0 and variance 1 over the batch.", () => new BatchNorm(),
            Option.Of("momentum", new NumberForm(0, 1) { Above = true }, (BatchNorm layer) => layer.Momentum,
                (layer, momentum) => layer with { Momentum = momentum }, "Which share of the running mean and variance each batch replaces.")),
        SampleNorm("layer-norm", "Each sample gets mean 0 and variance 1 over its features.", () => new LayerNorm()),
        SampleNorm("rms-norm", "Each sample is divided by the root of its mean square over its features.", () => new RmsNorm()),
        Norm("group-norm", "Each sample gets mean 0 and variance 1 over each group of its channels.", () => new GroupNorm { Groups = 1 },
            Option.Required("groups", new WholeForm<int>(1, 100_000), (GroupNorm layer) => layer.Groups,
                (layer, groups) => layer with { Groups = groups }, "Into how many groups the channels are divided.")) with { HasMain = true },
        Drop("dropout", "While training, numbers are set to 0 by chance, each on its own, and the rest is scaled up.", () => new Dropout()),
        Drop("channel-dropout", "While training, whole channels are set to 0 by chance, and the rest is scaled up.", () => new ChannelDropout()),
        Drop("alpha-dropout", "While training, numbers are set to SELU's lowest value by chance, so that mean and variance stay.", () => new AlphaDropout()),
    ];

    static Word Norm<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : Normalization =>
        LayerWord.Plain(name, doc, fresh,
        [
            .. options,
            Option.Of("eps", new NumberForm(0, 1) { Above = true }, (T layer) => layer.Epsilon,
                (layer, epsilon) => (T)((Normalization)layer with { Epsilon = epsilon }), "What is added to the variance."),
            Option.Of("affine", new BooleanForm(), (T layer) => layer.Affine,
                (layer, affine) => (T)((Normalization)layer with { Affine = affine }), "Whether a scale and a shift are learnt afterwards."),
        ]);

    static Word SampleNorm<T>(string name, string doc, Func<T> fresh)
        where T : SampleNorm =>
        Norm(name, doc, fresh,
            Option.Of("dimensions", new WholeForm<int>(1, 4), (T layer) => layer.Dimensions,
                (layer, dimensions) => (T)((SampleNorm)layer with { Dimensions = dimensions }),
                "Over how many of the shape's last numbers; unless said, over the last one of two, else over all."));

    static Word Drop<T>(string name, string doc, Func<T> fresh)
        where T : RandomDrop =>
        LayerWord.Plain(name, doc, fresh,
            Option.Of("p", new NumberForm(0, 1) { Below = true }, (T layer) => layer.Probability,
                (layer, probability) => (T)((RandomDrop)layer with { Probability = probability }), "With which chance each is dropped.")) with { HasMain = true };
}
