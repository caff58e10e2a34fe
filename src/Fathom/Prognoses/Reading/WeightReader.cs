using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Finds how the weights of layers start.</summary>
/// <param name="network">The network that says what layers leave open.</param>
/// <param name="factor">What all first weights are multiplied by, as Fixup does inside its branches.</param>
sealed class WeightReader(Network network, double factor = 1)
{
    readonly Dictionary<Critical, CriticalPoint?> _points = [];

    /// <summary>The same reader for weights that are multiplied by <paramref name="share"/> as well.</summary>
    public WeightReader Times(double share) => new(network, factor * share);

    /// <summary>A matrix that turns <paramref name="fanIn"/> numbers into <paramref name="fanOut"/>.</summary>
    public Stage Of(string name, WeightedLayer layer, double fanIn, double fanOut) => Make(name, layer, fanIn, fanOut, field: 1);

    /// <summary>A convolution over an input of the given shape.</summary>
    public Stage Of(string name, Convolution layer, ValueList<int> input)
    {
        var field = (double)layer.Field;
        var stage = Make(name, layer, (double)input[0] / layer.Groups * field, layer.Channels * field, field);
        // The middle of a kernel never lies on the border's zeros where the padding is at most half the kernel.
        if (stage is not WeightStage weights || network.InitOf(layer) is DeltaOrthogonal or IdentityWeights) return stage;
        var coverage = 1.0;
        for (var dimension = 1; dimension < input.Count; dimension++)
            coverage *= Border.Share(input[dimension], layer.Kernel, layer.PaddingAround, layer.Stride, layer.Dilation);
        return weights with { Coverage = coverage };
    }

    Stage Make(string name, WeightedLayer layer, double fanIn, double fanOut, double field)
    {
        var init = network.InitOf(layer);
        if (Law(init, fanIn, fanOut, field, isBias: false) is not { } law) return new UnknownStage(name, LinkKind.Weight);
        var biases = layer.Bias ? Law(network.BiasInitOf(layer), fanIn, fanOut, field, isBias: true) : new WeightLaw(0, 0);
        return new WeightStage(name, fanIn, fanOut, factor * factor * law.Variance)
        {
            BiasMean = factor * (biases?.Mean ?? 0),
            BiasVariance = factor * factor * (biases?.Variance ?? 0),
            IsOrthogonal = law.IsOrthogonal,
            ScalesToOne = init is Lsuv,
            Doubt = law.Doubt ?? (law.Mean != 0 ? "all its weights have one value, so that its units are copies of one another"
                : biases is null ? "theory does not know how its biases start and takes them as zero" : null),
        };
    }

    /// <summary>The law of weights or biases; null where theory does not know it.</summary>
    public WeightLaw? Law(Initialization init, double fanIn, double fanOut, double field, bool isBias)
    {
        if (init is not Critical critical) return WeightLaw.Of(init, fanIn, fanOut, field);
        // Worked out by quadrature, so once for all layers.
        if (!_points.TryGetValue(critical, out var point)) _points[critical] = point = CriticalPoint.Of(network, critical);
        return point is null ? null : new WeightLaw(0, isBias ? point.BiasVariance : point.WeightVariance / fanIn);
    }
}
