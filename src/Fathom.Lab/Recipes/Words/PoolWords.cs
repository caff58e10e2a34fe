using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Words for poolings, and for layers that only lay numbers out otherwise.</summary>
static class PoolWords
{
    public static IEnumerable<Word> All =>
    [
        Pool("max-pool", "The greatest number of each neighbourhood in a channel, along a line or over an image.", () => new MaxPool()),
        Pool("avg-pool", "The mean of each neighbourhood in a channel, along a line or over an image.", () => new AvgPool()),
        LayerWord.Plain("global-avg-pool", "The mean of each channel: the first number of the shape stays.", () => new GlobalAvgPool()),
        LayerWord.Plain("global-max-pool", "The greatest number of each channel: the first number of the shape stays.", () => new GlobalMaxPool()),
        LayerWord.Plain("flatten", "All numbers of a sample in one row.", () => new Flatten()),
        LayerWord.Plain("reshape", "The same numbers in the same order, in another shape.", () => new Reshape { Shape = [1] },
            Option.Required("shape", new ListForm<int>(new WholeForm<int>(1, 10_000_000), 1, 4), (Reshape layer) => layer.Shape,
                (layer, shape) => layer with { Shape = shape }, "The shape that comes out, without the batch.")) with { HasMain = true },
    ];

    static Word Pool<T>(string name, string doc, Func<T> fresh)
        where T : Pool =>
        LayerWord.Plain(name, doc, fresh,
            Option.Of("kernel", new WholeForm<int>(1, 1000), (T layer) => layer.Kernel,
                (layer, kernel) => (T)((Pool)layer with { Kernel = kernel }), "How far a neighbourhood reaches in each direction."),
            Option.Of("stride", new WholeForm<int>(1, 1000), (T layer) => layer.Stride,
                (layer, stride) => (T)((Pool)layer with { Stride = stride }), "How far one neighbourhood is from the next; unless said, as far as the kernel reaches."),
            Option.Of("padding", new WholeForm<int>(0, 500), (T layer) => layer.Padding,
                (layer, padding) => (T)((Pool)layer with { Padding = padding }), "How far the neighbourhoods reach over the edge, at most half the kernel.")) with { HasMain = true };
}
