using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Translates a recipe's layers into stages of theory. A new layer is entered in <see cref="Stage"/>, and nowhere else.</summary>
sealed class NetworkReader(Network network)
{
    // Parametrised activations are shared between layers, so that their expectations are worked out once.
    readonly Dictionary<Activation, ActivationFunction?> _functions = [];
    readonly Dictionary<Critical, CriticalPoint?> _points = [];

    (Activation? Layer, ActivationFunction? Function) _latest;

    public IReadOnlyList<Stage> Stages() => [.. network.Places().Where(place => place.Output is not null).Select(place => Stage(place) with { Count = Count(place.Output!) })];

    /// <summary>The mathematics of an activation; null where theory does not cover it. New activations are entered here.</summary>
    public static ActivationFunction? FunctionOf(Activation layer) => layer switch
    {
        Sigmoid => ActivationFunctions.Sigmoid,
        Tanh => ActivationFunctions.Tanh,
        Relu => ActivationFunctions.Relu,
        _ => null,
    };

    Stage Stage(LayerPlace place) => place.Layer switch
    {
        Linear layer => Weights(place.Name, layer, place.Input[0], layer.Units),
        Activation layer when Function(layer) is { } function => new SlopeStage(place.Name, function, Count(place.Output!)),
        Activation => new UnknownStage(place.Name, LinkKind.Slope),
        _ => new UnknownStage(place.Name, LinkKind.Other),
    };

    ActivationFunction? Function(Activation layer)
    {
        // What is repeated is one and the same record: found by reference, ten thousand times.
        if (ReferenceEquals(layer, _latest.Layer)) return _latest.Function;
        var nameless = layer with { Name = null };
        if (!_functions.TryGetValue(nameless, out var function)) _functions[nameless] = function = FunctionOf(layer);
        _latest = (layer, function);
        return function;
    }

    // Where a network stands critically is for its activations to say.
    WeightLaw? Law(Initialization init, double fanIn, double fanOut, bool areBiases)
    {
        if (init is not Critical critical) return WeightLaw.Of(init, fanIn, fanOut);
        if (!_points.TryGetValue(critical, out var point)) _points[critical] = point = CriticalPoint.Of(network, critical);
        return point is null ? null : new WeightLaw(0, areBiases ? point.BiasVariance : point.WeightVariance / fanIn);
    }

    Stage Weights(string name, WeightedLayer layer, double fanIn, double fanOut)
    {
        if (Law(network.InitOf(layer), fanIn, fanOut, areBiases: false) is not { } weights) return new UnknownStage(name, LinkKind.Weight);
        var biases = layer.Bias ? Law(network.BiasInitOf(layer), fanIn, fanOut, areBiases: true) : new WeightLaw(0, 0);
        return new WeightStage(name, fanIn, fanOut, weights.Variance)
        {
            BiasMean = biases?.Mean ?? 0,
            BiasVariance = biases?.Variance ?? 0,
            IsOrthogonal = weights.IsOrthogonal,
            Doubt = weights.Mean != 0 ? "all its weights have one value, so that its units are copies of one another"
                : biases is null ? "theory does not know how its biases start and takes them as zero" : null,
        };
    }

    static double Count(ValueList<int> shape) => shape.Aggregate(1.0, (count, size) => count * size);
}
