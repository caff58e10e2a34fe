using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Translates blocks: layers whose input also goes around them.</summary>
sealed class BlockReader(NetworkReader network, WeightReader weights)
{
    public IReadOnlyList<Stage> StagesOf(LayerPlace place) => place.Layer switch
    {
        Residual block => [Of(block, place)],
        Highway block when block.GateLayer(place, network.CountOf<Highway>()) is { } gate => [Of(gate, place)],
        Dense => [new ConcatStage(place.Name, network.Inside(place, weights), NetworkReader.Count(place.Input), NetworkReader.Count(place.Branch!))],
        _ => [new UnknownStage(place.Name, LinkKind.Skip)],
    };

    SkipStage Of(Residual block, LayerPlace place)
    {
        IReadOnlyList<Stage> branch = block.Scale is FixupScale ? Fixup(place) : network.Inside(place, weights);
        var projection = block.Projection(place) is { } layer
            ? network.Alone(new LayerPlace($"{place.Name}.skip", layer, place.Input, place.Branch), weights)
            : [];
        return new SkipStage(place.Name, [.. branch, .. ScaleOf(block.Scale, $"{place.Name}.scale")]) { Shortcut = projection };
    }

    Stage[] ScaleOf(BranchScale scale, string name) => scale switch
    {
        Unscaled => [],
        FixedScale { Factor: var factor } => [new ScaleStage(name, factor)],
        DepthScale => [new ScaleStage(name, 1 / Math.Sqrt(network.CountOf<Residual>()))],
        ReZeroScale => [new ScaleStage(name, 0, LinkKind.Weight) { IsLearnt = true }],
        FixupScale => [new ScaleStage(name, 1, LinkKind.Weight) { IsLearnt = true }],
        _ => [new UnknownStage(name, LinkKind.Other)],
    };

    /// <summary>Zhang 2019, section 3: the last layer with weights at zero, the m - 1 others times L^(-1/(2m-2)), shifts that start at zero.</summary>
    List<Stage> Fixup(LayerPlace place)
    {
        var weighted = place.Inner.Where(inner => inner.Layer is WeightedLayer).ToArray();
        var factor = weighted.Length > 1 ? Math.Pow(network.CountOf<Residual>(), -1.0 / ((2 * weighted.Length) - 2)) : 0;
        var stages = new List<Stage>();
        foreach (var inner in place.Inner)
        {
            if (Residual.ShiftsBefore(inner)) stages.Add(new ScaleStage($"{place.Name}.{Residual.ShiftName(inner)}", 1) { IsLearnt = true });
            var own = inner.Layer is not WeightedLayer ? 1 : ReferenceEquals(inner, weighted[^1]) ? 0 : factor;
            stages.AddRange(network.Alone(inner, weights.Times(own)));
        }

        return stages;
    }

    Stage Of(Layer gate, LayerPlace place)
    {
        var stages = network.Alone(new LayerPlace($"{place.Name}.gate", gate, place.Input, place.Input), weights);
        return stages is [WeightStage opening]
            ? new HighwayStage(place.Name, network.Inside(place, weights), opening)
            : new UnknownStage(place.Name, LinkKind.Skip);
    }
}
