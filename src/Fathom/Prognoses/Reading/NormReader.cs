using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Translates normalisations.</summary>
static class NormReader
{
    // A mean over n numbers takes a share of 1/n of what theory keeps.
    const double FewestTogether = 16;

    public static Stage StageOf(LayerPlace place, Normalization layer, int batch)
    {
        var count = NetworkReader.Count(place.Input);
        return layer switch
        {
            BatchNorm => new BatchNormStage(place.Name, batch * count / place.Input[0]) { Epsilon = layer.Epsilon, IsLearnt = layer.Affine },
            RmsNorm norm => Sample(place.Name, layer, centres: false, NetworkReader.Count(norm.NormalizedShape(place.Input))),
            SampleNorm norm => Sample(place.Name, layer, centres: true, NetworkReader.Count(norm.NormalizedShape(place.Input))),
            // In wide layers each group's mean and size are those of the whole layer.
            GroupNorm norm => Sample(place.Name, layer, centres: true, (double)place.Input[0] / norm.Groups),
            _ => new UnknownStage(place.Name, LinkKind.Norm),
        };
    }

    static NormStage Sample(string name, Normalization layer, bool centres, double together) => new(name, centres)
    {
        Epsilon = layer.Epsilon,
        IsLearnt = layer.Affine,
        Doubt = together < FewestTogether ? $"it divides by the size of {together} numbers together, where theory takes them to be many" : null,
    };
}
