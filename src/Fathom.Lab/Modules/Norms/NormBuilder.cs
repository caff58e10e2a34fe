using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes normalisations.</summary>
static class NormBuilder
{
    public static nn.Module<Tensor, Tensor> Make(Normalization layer, LayerPlace place) => layer switch
    {
        BatchNorm norm when place.Input.Count == 3 => nn.BatchNorm2d(place.Input[0], norm.Epsilon, norm.Momentum, norm.Affine),
        BatchNorm norm => nn.BatchNorm1d(place.Input[0], norm.Epsilon, norm.Momentum, norm.Affine),
        LayerNorm norm => nn.LayerNorm(Together(norm, place), norm.Epsilon, norm.Affine),
        RmsNorm norm => new RmsNormModule(Together(norm, place), norm.Epsilon, norm.Affine),
        GroupNorm norm => new GroupNormModule(norm.Groups, place.Input[0], norm.Epsilon, norm.Affine),
        var other => throw new NotSupportedException($"No module is known for the normalisation {other.Kind}."),
    };

    static long[] Together(SampleNorm norm, LayerPlace place) => [.. norm.NormalizedShape(place.Input).Select(size => (long)size)];
}
