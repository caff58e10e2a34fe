using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Translates transformer blocks into two skips, as a measured ledger shows them.</summary>
sealed class TransformerReader(WeightReader weights)
{
    const double NormEpsilon = 1e-5;

    public IReadOnlyList<Stage> StagesOf(LayerPlace place, TransformerBlock layer)
    {
        var (name, features) = (place.Name, place.Input[1]);
        var attention = Attention(place, layer);
        var feed = Feed(name, layer, features, layer.FeedForwardOf(features));
        var (first, second) = (Norm($"{name}.norm1"), Norm($"{name}.norm2"));
        if (layer.Norm == NormPlacement.Pre)
        {
            IReadOnlyList<Stage> branch = [first, .. attention];
            return [new SkipStage(Around(branch), branch), new SkipStage(name, [second, .. feed])];
        }

        return [new SkipStage(Around(attention), attention), first, new SkipStage(Around(feed), feed), second];
    }

    static string Around(IReadOnlyList<Stage> branch) => $"skip around {branch[0].Name}..{branch[^1].Name}";

    static NormStage Norm(string name) => new(name) { Epsilon = NormEpsilon };

    // The scores of independent queries and keys have variance (σ_w² q)²; a causal step t averages over t + 1 others.
    List<Stage> Attention(LayerPlace place, TransformerBlock layer)
    {
        var (name, features) = (place.Name, (double)place.Input[1]);
        var tokens = layer.Causal ? (place.Input[0] + 1) / 2.0 : place.Input[0];
        var value = weights.Of($"{name}.attention.value", layer, features, features);
        var scores = value is WeightStage matrix ? matrix.Gain * matrix.Gain : 0;
        return
        [
            value,
            new AverageStage($"after {name}.attention.softmax", Math.Max(1, tokens * Math.Exp(-scores)), LinkKind.Other)
            {
                Doubt = "attention is taken to average over tokens, and the way through its queries and keys is left out",
            },
            weights.Of($"{name}.attention.output", layer, features, features),
            .. Dropped($"{name}.dropout1", layer, place),
        ];
    }

    List<Stage> Feed(string name, TransformerBlock layer, double features, double inner) =>
    [
        weights.Of($"{name}.inner", layer, features, inner) with { Count = inner },
        new SlopeStage($"{name}.activation", FunctionOf(layer.Activation), inner),
        weights.Of($"{name}.outer", layer, inner, features),
        .. layer.Dropout > 0 ? (Stage[])[new DropoutStage($"{name}.dropout2", 1 - layer.Dropout, features)] : [],
    ];

    static Stage[] Dropped(string name, TransformerBlock layer, LayerPlace place) =>
        layer.Dropout > 0 ? [new DropoutStage(name, 1 - layer.Dropout, place.Input[1])] : [];

    static ActivationFunction FunctionOf(FeedForwardActivation activation) => activation switch
    {
        FeedForwardActivation.Gelu => ActivationFunctions.Gelu,
        FeedForwardActivation.Silu => ActivationFunctions.Silu,
        FeedForwardActivation.Tanh => ActivationFunctions.Tanh,
        _ => ActivationFunctions.Relu,
    };
}
