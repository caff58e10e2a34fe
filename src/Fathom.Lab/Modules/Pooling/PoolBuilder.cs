using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes poolings, along a line or over an image after the shape that comes in.</summary>
static class PoolBuilder
{
    public static nn.Module<Tensor, Tensor> Make(LayerPlace place)
    {
        var isLine = place.Input.Count == 2;
        return place.Layer switch
        {
            MaxPool pool when isLine => nn.MaxPool1d(pool.Kernel, pool.Stride ?? pool.Kernel, pool.Padding),
            MaxPool pool => nn.MaxPool2d(pool.Kernel, pool.Stride ?? pool.Kernel, pool.Padding),
            AvgPool pool when isLine => nn.AvgPool1d(pool.Kernel, pool.Stride ?? pool.Kernel, pool.Padding),
            AvgPool pool => nn.AvgPool2d(pool.Kernel, pool.Stride ?? pool.Kernel, pool.Padding),
            GlobalAvgPool => new GlobalAvgPoolModule(),
            GlobalMaxPool => new GlobalMaxPoolModule(),
            var other => throw new NotSupportedException($"No module is known for the layer {other.Kind}."),
        };
    }
}
