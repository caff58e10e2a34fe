using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Words for layers that are weights above all.</summary>
static class AffineWords
{
    // Asked for while the words of all layers are put together, so that nothing here may depend on them.
    public static IEnumerable<Word> All =>
    [
        LayerWord.Affine("linear", "Every output is a weighted sum of all inputs, and a bias.", () => new Linear { Units = 1 },
            Option.Required("units", new WholeForm<int>(1, 1_000_000), (Linear layer) => layer.Units,
                (layer, units) => layer with { Units = units }, "How many outputs there are.")),
        Convolution("conv1d", "A convolution along a line: channels and a length come in.", () => new Conv1d { Channels = 1 }),
        Convolution("conv2d", "A convolution over an image: channels, height and width come in.", () => new Conv2d { Channels = 1 }),
        LayerWord.Weighted("maxout", "Every output is the greatest of several weighted sums of all inputs.", () => new Maxout { Units = 1 },
            Option.Required("units", new WholeForm<int>(1, 1_000_000), (Maxout layer) => layer.Units,
                (layer, units) => layer with { Units = units }, "How many outputs there are."),
            Option.Of("pieces", new WholeForm<int>(2, 100), (Maxout layer) => layer.Pieces,
                (layer, pieces) => layer with { Pieces = pieces }, "How many weighted sums each output is the greatest of.")),
        LayerWord.Plain("embedding", "Each whole number, such as a word's, becomes a learnt vector.", () => new Embedding { Vocabulary = 1, Width = 1 },
            Option.Required("vocabulary", new WholeForm<int>(1, 10_000_000), (Embedding layer) => layer.Vocabulary,
                (layer, vocabulary) => layer with { Vocabulary = vocabulary }, "How many different numbers there are, counting from 0."),
            Option.Required("width", new WholeForm<int>(1, 100_000), (Embedding layer) => layer.Width,
                (layer, width) => layer with { Width = width }, "How long a vector is."),
            Option.Of("init", InitializationWords.Form, (Embedding layer) => layer.Init,
                (layer, init) => layer with { Init = init }, "How the vectors start; unless said, normal with deviation 1.")),
    ];

    static Word Convolution<T>(string name, string doc, Func<T> fresh)
        where T : Convolution =>
        LayerWord.Affine(name, doc, fresh,
            Option.Required("channels", new WholeForm<int>(1, 100_000), (T layer) => layer.Channels,
                (layer, channels) => (T)((Convolution)layer with { Channels = channels }), "How many channels come out."),
            Option.Of("kernel", new WholeForm<int>(1, 1000), (T layer) => layer.Kernel,
                (layer, kernel) => (T)((Convolution)layer with { Kernel = kernel }), "How far the neighbourhood of an output reaches in each direction."),
            Option.Of("stride", new WholeForm<int>(1, 1000), (T layer) => layer.Stride,
                (layer, stride) => (T)((Convolution)layer with { Stride = stride }), "How far one neighbourhood is from the next."),
            Option.Of("padding", new PaddingForm(), (T layer) => layer.Padding,
                (layer, padding) => (T)((Convolution)layer with { Padding = padding }), "How many zeros stand on each side; same: as many as keep the size, or divide it by the stride."),
            Option.Of("dilation", new WholeForm<int>(1, 1000), (T layer) => layer.Dilation,
                (layer, dilation) => (T)((Convolution)layer with { Dilation = dilation }), "How far apart the neighbours lie that are looked at."),
            Option.Of("groups", new WholeForm<int>(1, 100_000), (T layer) => layer.Groups,
                (layer, groups) => (T)((Convolution)layer with { Groups = groups }), "Into how many groups that do not see each other the channels are divided."));
}
