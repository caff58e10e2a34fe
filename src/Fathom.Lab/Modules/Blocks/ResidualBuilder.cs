using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes residual blocks.</summary>
static class ResidualBuilder
{
    public static nn.Module<Tensor, Tensor> Make(Residual block, LayerPlace place, Construction construction)
    {
        var projection = block.Projection(place) is { } layer
            ? construction.Make(new LayerPlace($"{place.Name}.skip", layer, place.Input, place.Branch))
            : null;
        var branch = block.Scale is FixupScale ? FixupBranch(place, construction) : PlainBranch(place, construction);
        return new ResidualModule(branch, projection, ScaleOf(block.Scale, construction));
    }

    static ScaleModule? ScaleOf(BranchScale scale, Construction construction) => scale switch
    {
        Unscaled => null,
        FixedScale { Factor: var factor } => new ScaleModule(factor, isLearnt: false),
        DepthScale => new ScaleModule(1 / Math.Sqrt(construction.CountOf<Residual>()), isLearnt: false),
        ReZeroScale => new ScaleModule(0, isLearnt: true),
        FixupScale => new ScaleModule(1, isLearnt: true),
        var other => throw new NotSupportedException($"No module is known for the scale {other.GetType().Name}."),
    };

    static IEnumerable<Child> PlainBranch(LayerPlace place, Construction construction) =>
        place.Inner.Select(inner => new Child(inner.OwnName, construction.Make(inner), inner.IsAgain));

    /// <summary>Zhang 2019, section 3: the last layer with weights at zero, the m - 1 others times L^(-1/(2m-2)), scalar shifts at zero.</summary>
    static IEnumerable<Child> FixupBranch(LayerPlace place, Construction construction)
    {
        var weighted = place.Inner.Where(inner => inner.Layer is WeightedLayer).ToArray();
        var factor = weighted.Length > 1 ? Math.Pow(construction.CountOf<Residual>(), -1.0 / ((2 * weighted.Length) - 2)) : 0;
        foreach (var inner in place.Inner)
        {
            if (Residual.ShiftsBefore(inner)) yield return new Child(Residual.ShiftName(inner), new ShiftModule(), IsElsewhere: false);
            var own = inner.Layer is not WeightedLayer ? 1 : inner == weighted[^1] ? 0 : factor;
            yield return new Child(inner.OwnName, construction.MakeScaled(inner, own), inner.IsAgain);
        }
    }
}
