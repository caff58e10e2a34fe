using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Finds the mathematics of activations.</summary>
sealed class FunctionReader
{
    // Parametrised activations are shared between layers, so that their expectations are worked out once.
    readonly Dictionary<Activation, ActivationFunction?> _functions = [];

    (Activation? Layer, ActivationFunction? Function) _latest;

    /// <summary>The mathematics of an activation; null where theory does not cover it. New activations are entered here.</summary>
    /// <remarks>Softmax ties its numbers to one another, and the exponential has no length that stays.</remarks>
    public static ActivationFunction? Of(Activation layer) => layer switch
    {
        Identity => ActivationFunctions.Identity,
        Sigmoid => ActivationFunctions.Sigmoid,
        Tanh => ActivationFunctions.Tanh,
        HardTanh => ActivationFunctions.HardTanh,
        Softsign => ActivationFunctions.Softsign,
        Relu => ActivationFunctions.Relu,
        LeakyRelu leaky => ActivationFunctions.LeakyRelu(leaky.Slope),
        Prelu leaky => ActivationFunctions.LeakyRelu(leaky.Slope),
        Elu elu => ActivationFunctions.Elu(elu.Alpha),
        Selu => ActivationFunctions.Selu,
        Gelu { Approximate: true } => ActivationFunctions.GeluTanh,
        Gelu => ActivationFunctions.Gelu,
        Silu => ActivationFunctions.Silu,
        Mish => ActivationFunctions.Mish,
        Softplus => ActivationFunctions.Softplus,
        HardSigmoid => ActivationFunctions.HardSigmoid,
        HardSwish => ActivationFunctions.HardSwish,
        _ => null,
    };

    public Stage StageOf(LayerPlace place, Activation layer) => Function(layer) is { } function
        ? new SlopeStage(place.Name, function, NetworkReader.Count(place.Output!)) { IsLearnt = layer is Prelu }
        : new UnknownStage(place.Name, LinkKind.Slope);

    ActivationFunction? Function(Activation layer)
    {
        // What is repeated is one and the same record: found by reference, ten thousand times.
        if (ReferenceEquals(layer, _latest.Layer)) return _latest.Function;
        var nameless = layer with { Name = null };
        if (!_functions.TryGetValue(nameless, out var function)) _functions[nameless] = function = Of(layer);
        _latest = (layer, function);
        return function;
    }
}
