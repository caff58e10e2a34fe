using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>Reads images as sequences.</summary>
static class SequentialImages
{
    public static Samples Read(SequentialMnist source, long seed, CancellationToken cancellation) =>
        Order(IdxFolder.Read(source.Path, cancellation), source.Order, seed);

    static Samples Order(Samples images, PixelOrder order, long seed)
    {
        var pixels = images.Shape[0] * images.Shape[1];
        var apart = images.Apart is { } others ? Order(others, order, seed) : null;
        var features = order == PixelOrder.Permuted ? Permute(images.Features, pixels, seed) : images.Features;
        return new Samples(images.Name, features, images.Labels, order == PixelOrder.Rows ? images.Shape : [pixels, 1]) { Apart = apart };
    }

    static Tensor Permute(Tensor images, int pixels, long seed)
    {
        var order = Enumerable.Range(0, pixels).Select(pixel => (long)pixel).ToArray();
        new Chance(seed, "permuted pixels").Shuffle(order);
        using var index = tensor(order);
        var permuted = images.index_select(1, index);
        images.Dispose();
        return permuted;
    }
}
